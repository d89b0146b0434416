import { Field, ObjectType } from 'type-graphql';
import type { DocumentKind } from '../model/document/kind.js';
import type { IdentityDocument } from '../model/document.js';
import { DocumentKindEnum } from './document-kind.js';
import { Masked } from './field.js';

@ObjectType({ description: 'An identity document by what it is.', simpleResolvers: true })
export class ClientDocument implements IdentityDocument {
  @Masked('public')
  @Field(() => DocumentKindEnum, { description: 'Kind of document.' })
  readonly kind!: DocumentKind;

  @Masked('mask')
  @Field(() => String, {
    description:
      'The same for all ways of writing it: `"V12345678"` for `V-12.345.678`. Masked without `personal:read`: `•••••78`.',
  })
  readonly value!: string;

  @Masked('public')
  @Field(() => String, {
    nullable: true,
    description:
      'Country that issued it, an ISO 3166 code such as `"CO"`. Null for a passport, and when it is unknown.',
  })
  readonly country!: IdentityDocument['country'];

  @Masked('public')
  @Field(() => Boolean, {
    nullable: true,
    description:
      'True for the document of a company. Null when persons and companies have the kind alike, or it is unknown.',
  })
  readonly isCompany!: boolean | null;
}
