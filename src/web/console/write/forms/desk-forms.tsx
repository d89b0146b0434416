import type { WriteOperation } from '../../../../client/index.js';
import { useText } from '../../text/translation.js';
import { useWorkspace } from '../../workspace.js';
import { Effect, LongField, useField } from './fields.js';

/** A run of pings over a zone: nothing is to be filled in. */
export function ZoneForm() {
  const { desk } = useText();
  return <Effect>{[desk.zone.effect(desk.zone.name(useField('name').value))]}</Effect>;
}

export function RejectionForm() {
  const { reports } = useText().desk;
  const amount = useField('amount').value;
  return <Effect>{[reports.rejects(amount, useField('reference').value)]}</Effect>;
}

/** A person's word on a write that no back end tells about. */
export function OutcomeForm() {
  const { unsettled } = useText().desk;
  const { writes } = useWorkspace();
  const operation = useField('operation').value as WriteOperation;
  const name = useField('name').value;
  const isDone = useField('outcome').value === 'DONE';
  const backend = useField('backend').value;
  const what = [unsettled.operations[operation], name].filter(Boolean).join(' · ');
  return (
    <>
      <p class="small">{unsettled.look(backend, writes.shown.value?.about ?? '')}</p>
      <LongField name="note" label={unsettled.note} maxLength={500} />
      <Effect>{[isDone ? unsettled.done(what) : unsettled.notDone(what)]}</Effect>
    </>
  );
}
