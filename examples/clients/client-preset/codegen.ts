import type { CodegenConfig } from '@graphql-codegen/cli';

const config: CodegenConfig = {
  schema: '../schema.graphql',
  documents: 'src/*.ts',
  ignoreNoDocuments: true,
  importExtension: '.js',
  generates: {
    'src/gql/': {
      preset: 'client',
      config: {
        // Documents are text: no GraphQL library is needed where they run.
        documentMode: 'string',
        useTypeImports: true,
        enumsAsTypes: true,
        scalars: {
          Currency: 'string',
          Date: 'string',
          DateTime: 'string',
          Decimal: 'string',
          EmailAddress: 'string',
          ID: 'string',
          IP: 'string',
          Latitude: 'number',
          Longitude: 'number',
          MAC: 'string',
          PhoneNumber: 'string',
          URL: 'string',
        },
      },
    },
  },
};

export default config;
