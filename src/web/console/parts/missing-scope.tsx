/** A part that the token does not show, with the scope for it. */
export function MissingScope({ lead, scope }: { readonly lead: string; readonly scope: string }) {
  return (
    <p class="missing-scope small">
      {lead} <code>{scope}</code>.
    </p>
  );
}
