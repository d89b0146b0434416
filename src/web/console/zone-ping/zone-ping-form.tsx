import { useSignal } from '@preact/signals';
import { useText } from '../text/translation.js';
import { useWorkspace } from '../workspace.js';
import { useZonePing, type ZoneRow } from './ask-zone-ping.js';

/** Asks for a zone by its number; those seen among the pings are offered by name. */
export function ZonePingForm() {
  const { board } = useWorkspace();
  const text = useText();
  const ask = useZonePing();
  const number = useSignal('');
  const zones = zonesIn(board.tasks.value.map(({ client }) => client?.zone ?? null));
  return (
    <form
      class="filters"
      onSubmit={(event) => {
        event.preventDefault();
        const zoneId = Number(number.value);
        ask({ zoneId, name: zones.find((zone) => zone.zoneId === zoneId)?.name ?? null });
      }}
    >
      <label>
        {text.desk.zone.number}
        <input
          type="text"
          inputMode="numeric"
          pattern="[1-9]\d{0,8}"
          required={true}
          size={5}
          autocomplete="off"
          list="zones-known"
          value={number.value}
          onInput={({ currentTarget }) => {
            number.value = currentTarget.value.trim();
          }}
        />
        <datalist id="zones-known">
          {zones.map(({ zoneId, name }) => (
            <option key={zoneId} value={zoneId} label={name ?? undefined} />
          ))}
        </datalist>
      </label>
      <button type="submit">{text.desk.zone.start}</button>
      <p class="small">{text.desk.zone.hint}</p>
    </form>
  );
}

function zonesIn(zones: readonly (ZoneRow | null)[]): readonly ZoneRow[] {
  const seen = new Map(zones.flatMap((zone) => (zone === null ? [] : [[zone.zoneId, zone] as const])));
  return [...seen.values()].sort((left, right) => left.zoneId - right.zoneId);
}
