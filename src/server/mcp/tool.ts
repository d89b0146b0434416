import {
  type DocumentNode,
  type FieldNode,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isInputObjectType,
  isInterfaceType,
  Kind,
  type OperationDefinitionNode,
  TypeInfo,
  typeFromAST,
  type ValueNode,
  valueFromASTUntyped,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { Caller } from '../../model/caller.js';
import type { AccessExtensions } from '../../schema/scope.js';
import { findOperation, type RunnableDocument } from '../documents/document.js';
import type { Manifest } from '../documents/manifest.js';
import { clientOf, readTrusted } from '../documents/trusted-document.js';
import { describeInputs, type InputPosition, type JsonSchema, type KeyPath } from './schema.js';

/** Document that a model can run, with its description. */
export interface McpTool {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: JsonSchema;
  readonly annotations: {
    readonly readOnlyHint: boolean;
    readonly destructiveHint: boolean;
    readonly idempotentHint: boolean;
    readonly openWorldHint: false;
  };
  /** As it is run: each assurance under `heldToken`, each union with `__typename`. */
  readonly runnable: RunnableDocument;
  readonly keyPaths: readonly KeyPath[];
  /** True when its result can contain an assurance. */
  readonly isStepUp: boolean;
  /** Access rules of its fields. */
  readonly accesses: readonly AccessExtensions[];
  /** The application or subject that alone has it. Null: everybody. */
  readonly client: string | null;
}

type Manifests = readonly Manifest[];

/** The name under which a document asks for what no model may read. */
export const heldToken = 'heldToken';

/** Seconds for which a call waits for an event. Clients of the protocol give up after 60. */
export const waitSeconds = 50;

/** Makes a tool of each document. What it says of itself is what the schema says. @returns every fault of every document beside. */
export function readTools(
  schema: GraphQLSchema,
  manifests: Manifests,
): { readonly tools: readonly McpTool[]; readonly issues: readonly string[] } {
  const tools: McpTool[] = [];
  const issues: string[] = [];
  for (const { client, entry, documents } of manifests) {
    for (const [index, { text }] of documents.entries()) {
      const tool = readTool(schema, text, client);
      const isTwin = (other: McpTool): boolean =>
        typeof tool !== 'string' && other.name === tool.name && other.client === client;
      if (typeof tool === 'string') issues.push(`${entry} document ${index + 1} ${tool}`);
      else if (tools.some(isTwin)) issues.push(`${entry} document ${index + 1} has the name of another`);
      else tools.push(tool);
    }
  }
  return { tools, issues };
}

/** The tools that a caller can use: with what their token allows, or with what a verified client allows them. */
export function toolsOf(tools: readonly McpTool[], caller: Caller): readonly McpTool[] {
  const own = tools.filter(({ client }) => client === null || client === clientOf(caller));
  const canStepUp = own.some((tool) => tool.isStepUp && isOpen(tool, caller, false));
  return own.filter((tool) => isOpen(tool, caller, canStepUp));
}

/** True when the token itself allows everything that the tool does. */
export function isOpen({ accesses }: McpTool, { scopes }: Caller, canStepUp: boolean): boolean {
  return accesses.every(({ access, assuranceBy }) => {
    if (access === 'authenticated') return true;
    return (access !== undefined && scopes.has(access)) || (assuranceBy !== undefined && canStepUp);
  });
}

function readTool(schema: GraphQLSchema, text: string, client: string | null): McpTool | string {
  const given = readTrusted(schema, text);
  if (typeof given === 'string') return given;
  const operations = given.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const [operation] = operations;
  if (operation?.name === undefined || operations.length > 1) return 'must hold one operation, with a name';
  const { document, accesses, sources, isStepUp } = readFields(schema, given);
  const positions = (operation.variableDefinitions ?? []).flatMap(
    ({ variable, type, defaultValue }): InputPosition[] => {
      const name = variable.name.value;
      const known = typeFromAST(schema, type as Parameters<typeof typeFromAST>[1]);
      const byDefault = defaultValue === undefined ? {} : { defaultValue: valueFromASTUntyped(defaultValue) };
      return known === undefined
        ? []
        : [{ name, type: known as InputPosition['type'], ...sources.get(name), ...byDefault }];
    },
  );
  const { schema: inputSchema, keyPaths } = describeInputs(positions);
  const isWrite = operation.operation === 'mutation';
  const roots = rootFields(operation);
  return {
    name: toSnakeCase(operation.name.value),
    description: describe(schema, operation, roots),
    inputSchema,
    annotations: {
      readOnlyHint: !isWrite,
      destructiveHint: isWrite && !roots.every(isAdditive),
      idempotentHint: !isWrite || keyPaths.length > 0 || !roots.every(isAdditive),
      openWorldHint: false,
    },
    runnable: findOperation(document, null),
    keyPaths,
    isStepUp,
    accesses,
    client,
  };
}

/** Purpose of a variable: the argument or field that takes it. */
type Source = Pick<InputPosition, 'use' | 'description'>;

/** One walk over every field: what it asks of a caller, what it says of a variable, and what of it no model may read. */
function readFields(schema: GraphQLSchema, given: DocumentNode) {
  const info = new TypeInfo(schema);
  const accesses: AccessExtensions[] = [];
  const sources = new Map<string, Source>();
  let isStepUp = false;
  const meet = (value: ValueNode, used: GraphQLArgument | GraphQLInputField | null | undefined): void => {
    if (value.kind !== Kind.VARIABLE || !used) return;
    sources.set(value.name.value, { use: used.name, description: used.description });
  };
  const document = visit(
    given,
    visitWithTypeInfo(info, {
      SelectionSet: (node) => {
        const hasName = node.selections.some((each) => each.kind === Kind.FIELD && each.name.value === '__typename');
        if (!isAbstractType(info.getParentType()) || hasName) return undefined;
        return { ...node, selections: [{ kind: Kind.FIELD, name: toName('__typename') }, ...node.selections] };
      },
      Field: (node) => {
        const parent = info.getParentType();
        const extensions: AccessExtensions = info.getFieldDef()?.extensions ?? {};
        const isRoot = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].includes(
          parent as ReturnType<GraphQLSchema['getQueryType']>,
        );
        if (extensions.access !== undefined || (isRoot && !node.name.value.startsWith('__'))) accesses.push(extensions);
        if (parent?.name !== 'ClientAssurance' || node.name.value !== 'token') return undefined;
        isStepUp = true;
        return { ...node, alias: toName(heldToken) };
      },
      Argument: ({ value }) => meet(value, info.getArgument()),
      ObjectField: ({ name, value }) => {
        const parent = getNamedType(info.getParentInputType());
        meet(value, isInputObjectType(parent) ? parent.getFields()[name.value] : null);
      },
    }),
  );
  return { document, accesses, sources, isStepUp };
}

function describe(schema: GraphQLSchema, { operation }: OperationDefinitionNode, roots: readonly FieldNode[]): string {
  const fields = schema.getRootType(operation)?.getFields() ?? {};
  const texts = roots.map(({ name }) => fields[name.value]?.description ?? '');
  const wait =
    operation === 'subscription'
      ? [`Waits up to ${waitSeconds} seconds for an event. Call it again if none came.`]
      : [];
  const given = operation === 'query' ? roots.map(describeAnswer) : [];
  return [...texts, ...given, ...wait].join(' ');
}

/** Selected fields by name, since the description of the field only says what the object is. */
function describeAnswer({ name, selectionSet }: FieldNode): string {
  const fields = (selectionSet?.selections ?? []).flatMap((each) =>
    each.kind === Kind.FIELD ? [each.name.value] : [],
  );
  return `Gives of ${name.value}: ${fields.join(', ')}.`;
}

function rootFields({ selectionSet }: OperationDefinitionNode): readonly FieldNode[] {
  return selectionSet.selections.filter((selection) => selection.kind === Kind.FIELD);
}

/** True when a mutation destroys nothing, by the verb that its name begins with. */
function isAdditive({ name }: FieldNode): boolean {
  return /^(?:create|diagnose|start|verify|resolve)[A-Z]/.test(name.value);
}

/** The types by which a mutation says no. */
export function problemTypes(schema: GraphQLSchema): ReadonlySet<string> {
  const problem = schema.getType('Problem');
  return new Set(isInterfaceType(problem) ? schema.getPossibleTypes(problem).map(({ name }) => name) : []);
}

function toName(value: string) {
  return { kind: Kind.NAME, value } as const;
}

function toSnakeCase(name: string): string {
  return name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toLowerCase();
}
