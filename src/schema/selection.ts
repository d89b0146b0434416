import { type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';

/** The name, not the alias, of the root field under which a field is. */
export function rootFieldOf({ path, operation, fragments }: GraphQLResolveInfo): string {
  let root = path;
  while (root.prev !== undefined) root = root.prev;
  const find = ({ selections }: SelectionSetNode): string | undefined => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        if ((selection.alias ?? selection.name).value === root.key) return selection.name.value;
        continue;
      }
      const set = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments[selection.name.value];
      const found = set === undefined ? undefined : find(set.selectionSet);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return find(operation.selectionSet) ?? 'unknown';
}
