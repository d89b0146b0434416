/**
 * Moves the focus up and down among the items (`data-item`) of a list. Home and End go to its ends, except in a field, where they are the
 * caret's. Elsewhere arrows keep their own meaning.
 */
export function moveByArrows(event: KeyboardEvent & { readonly currentTarget: EventTarget | null }): void {
  const items = [...((event.currentTarget as Element | null)?.querySelectorAll<HTMLElement>('[data-item]') ?? [])];
  const at = items.indexOf(document.activeElement as HTMLElement);
  const isField = items[at]?.matches('input') === true;
  if (at === -1 || (isField && (event.key === 'Home' || event.key === 'End'))) return;
  const wanted = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  const item = wanted === undefined ? undefined : items[wanted];
  if (item === undefined) return;
  event.preventDefault();
  item.focus();
}
