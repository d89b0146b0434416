import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
  visit,
} from 'graphql';
import { DocumentTooLarge } from '../../model/errors.js';
import { maxListItems } from './input-limit.js';

/** Maximum size of a document. All but `directives` and `listItems` are counted as executed: with every fragment where it is spread. */
export const documentLimits = {
  /** Fields within fields, but for those that a connection puts around its objects. */
  depth: 8,
  /** Fields that are given another name, `__typename` among them. */
  aliases: 15,
  rootFields: 10,
  /** Uses of directives in the whole document. */
  directives: 5,
  fields: 1_000,
  /** Pairs of selections of one name beside one another, in the whole document: each is compared with each. */
  comparisons: 1_000,
  /** Of each list that is written in it. */
  listItems: maxListItems,
} as const;

/** Additional depth for introspection, whose types nest types. */
const introspectionDepth = 16;

/** Fields that a connection puts around its objects. They cost nothing, and so no depth. */
const wrappers: ReadonlySet<string> = new Set(['edges', 'node', 'nodes', 'pageInfo']);

/** Totals of a selection with its fragments expanded. */
interface Size {
  readonly depth: number;
  readonly aliases: number;
  readonly rootFields: number;
  readonly fields: number;
}

const nothing: Size = { depth: 0, aliases: 0, rootFields: 0, fields: 0 };

export type DocumentLimits = Readonly<Record<keyof typeof documentLimits, number>>;

/** A validation rule: refuses documents that are too large to be run, whatever they ask for. */
export function createLimitRule(limits: DocumentLimits = documentLimits): ValidationRule {
  return (context) => limitDocument(context, limits);
}

function limitDocument(context: ValidationContext, limits: DocumentLimits): ReturnType<ValidationRule> {
  const measure = createMeasure((name) => context.getFragment(name));
  let directives = 0;
  return {
    ListValue: ({ values }) => reportExcess(context, limits, { listItems: values.length }, undefined),
    Directive: () => {
      directives += 1;
    },
    OperationDefinition: (node) => reportExcess(context, limits, measure(node.selectionSet), node),
    Document: {
      leave: (node) => reportExcess(context, limits, { directives }, node.definitions[0]),
    },
  };
}

function reportExcess(
  context: ValidationContext,
  limits: DocumentLimits,
  found: Partial<Record<keyof typeof documentLimits, number>>,
  node: OperationDefinitionNode | { readonly kind: string } | undefined,
): undefined {
  for (const [name, limit] of Object.entries(limits) as [keyof typeof documentLimits, number][]) {
    const actual = found[name] ?? 0;
    if (actual <= limit) continue;
    context.reportError(
      tooLarge(
        name,
        limit,
        actual,
        node?.kind === Kind.OPERATION_DEFINITION ? (node as OperationDefinitionNode) : null,
      ),
    );
    return;
  }
}

/** Refusal that names the limit and the size found. */
export function tooLarge(
  measure: string,
  limit: number,
  actual: number,
  nodes: OperationDefinitionNode | null = null,
): GraphQLError {
  const originalError = new DocumentTooLarge(measure, limit, actual);
  const extensions = { code: originalError.code };
  return new GraphQLError(originalError.message, { nodes, originalError, extensions });
}

/**
 * Measures each fragment once, however often it is spread: sixteen of them that each spread the next twice are 65,536 fields, and
 * sixteen steps of work. One that spreads itself counts as nothing where it does: another rule refuses it.
 */
function createMeasure(find: (name: string) => FragmentDefinitionNode | null | undefined) {
  const known = new Map<string, Size>();

  const ofFragment = (name: string): Size => {
    const size = known.get(name);
    if (size !== undefined) return size;
    known.set(name, nothing);
    const fragment = find(name);
    const measured = fragment ? ofSelections(fragment.selectionSet) : nothing;
    known.set(name, measured);
    return measured;
  };

  const ofField = ({ name, alias, selectionSet }: FieldNode): Size => {
    const below = selectionSet === undefined ? nothing : ofSelections(selectionSet);
    const depth = below.depth + (wrappers.has(name.value) ? 0 : 1);
    return {
      depth: name.value.startsWith('__') ? Math.max(1, depth - introspectionDepth) : depth,
      aliases: below.aliases + (alias === undefined ? 0 : 1),
      rootFields: 1,
      fields: below.fields + 1,
    };
  };

  const ofSelection = (selection: SelectionNode): Size => {
    if (selection.kind === Kind.FIELD) return ofField(selection);
    return selection.kind === Kind.FRAGMENT_SPREAD
      ? ofFragment(selection.name.value)
      : ofSelections(selection.selectionSet);
  };

  const ofSelections = ({ selections }: SelectionSetNode): Size => selections.map(ofSelection).reduce(add, nothing);
  return ofSelections;
}

function add(one: Size, other: Size): Size {
  return {
    depth: Math.max(one.depth, other.depth),
    aliases: one.aliases + other.aliases,
    rootFields: one.rootFields + other.rootFields,
    fields: one.fields + other.fields,
  };
}

/** Pairs of selections that the rule OverlappingFieldsCanBeMerged would compare: all that could have one name. */
export function countComparisons(document: DocumentNode): number {
  let comparisons = 0;
  visit(document, {
    SelectionSet: (set, _key, parent) => {
      // Its fields are the surrounding selection's.
      if (parent !== undefined && 'kind' in parent && parent.kind === Kind.INLINE_FRAGMENT) return;
      const counts = new Map<string, number>();
      countNames(set, counts);
      for (const count of counts.values()) comparisons += (count * (count - 1)) / 2;
    },
  });
  return comparisons;
}

/** A fragment is compared with each that is spread beside it. */
function countNames({ selections }: SelectionSetNode, counts: Map<string, number>): void {
  for (const one of selections) {
    if (one.kind === Kind.INLINE_FRAGMENT) countNames(one.selectionSet, counts);
    else {
      const name = one.kind === Kind.FRAGMENT_SPREAD ? '...' : (one.alias ?? one.name).value;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
}
