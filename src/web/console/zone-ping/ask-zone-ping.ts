import { useWorkspace } from '../workspace.js';

export interface ZoneRow {
  readonly zoneId: number;
  readonly name: string | null;
}

/** Opens the dialog that asks before a zone is pinged. */
export function useZonePing(): (zone: ZoneRow) => void {
  const { writes } = useWorkspace();
  return ({ zoneId, name }) =>
    writes.begin({ kind: 'zone', clientId: '', about: String(zoneId), values: { name: name ?? String(zoneId) } });
}
