/** Moves the focus up and down among the items (`data-item`) of a list. Home and End go to its ends. */
export function moveByArrows(event: KeyboardEvent & { readonly currentTarget: EventTarget | null }): void {
  const items = [...((event.currentTarget as Element | null)?.querySelectorAll<HTMLElement>('[data-item]') ?? [])];
  const at = items.indexOf(document.activeElement as HTMLElement);
  const wanted = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  const item = wanted === undefined ? undefined : items[wanted];
  if (item === undefined) return;
  event.preventDefault();
  item.focus();
}
