import {
  type ArgumentNode,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';
import { declarationsOf, type FieldCost } from '../../schema/field.js';
import type { RunnableDocument } from './document.js';

type Variables = Readonly<Record<string, unknown>>;

/** @returns what an operation costs at most, in points: one for each back-end call, one for each hundred fields; at least 1. */
export type MeasureCost = (runnable: RunnableDocument, variables: Variables) => number;

export const fieldsPerPoint = 100;

/** Assumed length of a list of unknown length. Its field refuses larger pages before any call. */
const maxItems = 100;

/** Before it runs, from the document and its variables alone. The document has been validated, so it is not large. */
export function createCostMeter(schema: GraphQLSchema): MeasureCost {
  /** Costs that no variable changes. */
  const known = new WeakMap<OperationDefinitionNode, number>();
  return (runnable, variables) => {
    const { operation } = runnable;
    const cost = known.get(operation);
    if (cost !== undefined) return cost;
    const meter = new Meter(schema, runnable, { ...defaultsOf(operation), ...variables });
    const measured = meter.measure();
    if (!meter.hasReadVariable) known.set(operation, measured);
    return measured;
  };
}

class Meter {
  hasReadVariable = false;
  private calls = 0;
  private fields = 0;
  private readonly capped = new Map<FieldCost, number>();
  private readonly fragments: ReadonlyMap<string, { readonly type: string; readonly selectionSet: SelectionSetNode }>;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly runnable: RunnableDocument,
    private readonly variables: Variables,
  ) {
    this.fragments = new Map(
      runnable.document.definitions.flatMap((definition) =>
        definition.kind === Kind.FRAGMENT_DEFINITION
          ? [
              [
                definition.name.value,
                { type: definition.typeCondition.name.value, selectionSet: definition.selectionSet },
              ],
            ]
          : [],
      ),
    );
  }

  measure(): number {
    const { operation, selectionSet } = this.runnable.operation;
    const root = this.schema.getRootType(operation);
    if (root) this.readSelections(selectionSet, root, 1, new Set());
    for (const [cost, calls] of this.capped) this.calls += Math.min(calls, cost.atMost ?? calls);
    return Math.max(1, Math.ceil(this.calls + this.fields / fieldsPerPoint));
  }

  /** @param times how often the object is asked. @param made the calls that another field of it makes already. */
  private readSelections(
    { selections }: SelectionSetNode,
    type: GraphQLNamedType | undefined,
    times: number,
    made: Set<string>,
  ): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) this.readField(selection, type, times, made);
      else {
        const fragment =
          selection.kind === Kind.FRAGMENT_SPREAD
            ? this.fragments.get(selection.name.value)
            : { type: selection.typeCondition?.name.value, selectionSet: selection.selectionSet };
        if (fragment === undefined) continue;
        const narrowed = fragment.type === undefined ? type : this.schema.getType(fragment.type);
        this.readSelections(fragment.selectionSet, narrowed, times, made);
      }
    }
  }

  private readField(field: FieldNode, type: GraphQLNamedType | undefined, times: number, made: Set<string>): void {
    this.fields += times;
    if (!isObjectType(type) && !isInterfaceType(type)) return;
    const definition = type.getFields()[field.name.value];
    if (definition === undefined) return;
    const cost = declarationsOf(definition).cost ?? {};
    const ofArgument = definition.args.find(({ name }) => name === cost.items)?.defaultValue;
    const items = typeof cost.items === 'string' ? this.countItems(field, cost.items, ofArgument) : (cost.items ?? 1);
    this.addCalls(cost, times * (cost.isPerItem === true ? items : 1), made);
    if (field.selectionSet === undefined) return;
    this.readSelections(field.selectionSet, getNamedType(definition.type), times * items, new Set());
  }

  private addCalls(cost: FieldCost, times: number, made: Set<string>): void {
    if (cost.calls === undefined || (cost.call !== undefined && made.has(cost.call))) return;
    if (cost.call !== undefined) made.add(cost.call);
    const calls = cost.calls * times;
    if (cost.atMost === undefined) this.calls += calls;
    else this.capped.set(cost, (this.capped.get(cost) ?? 0) + calls);
  }

  private countItems(field: FieldNode, name: string, byDefault: unknown): number {
    const given = field.arguments?.find((argument) => argument.name.value === name);
    const value = given === undefined ? byDefault : this.valueOf(given);
    const count = Array.isArray(value) ? value.length : typeof value === 'string' ? 1 : Number(value ?? 1);
    return count >= 0 && count <= maxItems ? count : 1;
  }

  private valueOf({ value }: ArgumentNode): unknown {
    if (value.kind === Kind.VARIABLE) this.hasReadVariable = true;
    return valueFromASTUntyped(value, this.variables);
  }
}

function defaultsOf({ variableDefinitions = [] }: OperationDefinitionNode): Variables {
  return Object.fromEntries(
    variableDefinitions.flatMap(({ variable, defaultValue }) =>
      defaultValue === undefined ? [] : [[variable.name.value, valueFromASTUntyped(defaultValue)]],
    ),
  );
}
