/**
 * Keeps the focus on the page: where its element goes or is hidden, the nearest part around it that is left takes it, or else the page's
 * main part.
 */
export function keepFocus(): void {
  /** The last focused element, and all around it. */
  let path: readonly HTMLElement[] = [];
  const isThere = (element: Element | undefined): boolean =>
    element?.isConnected === true && element.checkVisibility() && !element.matches(':disabled');
  document.addEventListener('focusin', ({ target }) => {
    path = target instanceof Element ? [...around(target)] : [];
  });
  document.addEventListener('focusout', () => {
    // A click beside everything takes the focus away on purpose: the element is still there.
    queueMicrotask(() => {
      if (isThere(path[0]) && document.activeElement === document.body) path = [];
    });
  });
  const restore = (): void => {
    if (document.activeElement !== document.body || path.length === 0 || isThere(path[0])) return;
    const left = path.find((element) => element.matches('[tabindex]') && isThere(element));
    (left ?? document.querySelector<HTMLElement>('main'))?.focus({ preventScroll: true });
  };
  const changes = { childList: true, subtree: true, attributeFilter: ['open', 'disabled'] };
  // An element that appears in the same moment may take the focus itself.
  new MutationObserver(() => requestAnimationFrame(restore)).observe(document.body, changes);
}

function* around(element: Element): Generator<HTMLElement> {
  for (let at: Element | null = element; at !== null; at = at.parentElement) if (at instanceof HTMLElement) yield at;
}
