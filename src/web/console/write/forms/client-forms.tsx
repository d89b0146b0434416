import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { GatewayError, OperatorBillingQuery, TicketSubjectsOfQuery } from '../../../../client/index.js';
import { ErrorMessage } from '../../parts/error.js';
import { dataIn } from '../../section.js';
import { formatDay } from '../../text/format.js';
import { useLocale, useText } from '../../text/translation.js';
import { useWorkspace } from '../../workspace.js';
import { type FormProps, nameOf } from './client-name.js';
import { Choice, Effect, LongField, TextField, useField } from './fields.js';

export function TicketForm({ client }: FormProps) {
  const { work } = useText();
  const { value } = useField('subject');
  const subjects = useSignal<TicketSubjectsOfQuery['ticketSubjects']>([]);
  const error = useSignal<GatewayError | null>(null);
  const { card, session } = useWorkspace();
  useEffect(() => {
    const { value: state } = session.state;
    if (state.kind !== 'in') return;
    const sources = dataIn(card.sources.value)?.client?.sources ?? [];
    const takers = state.overview.backends.filter(({ capabilities }) => capabilities.includes('TICKETS'));
    const taker = takers.find(({ backend }) => sources.some((each) => each.backend === backend && each.found));
    void state.client.ticketSubjectsOf(taker === undefined ? {} : { backend: taker.backend }).then((answer) => {
      if (answer.kind === 'failed') [error.value] = answer.errors;
      else subjects.value = answer.data.ticketSubjects;
    });
  }, []);
  // The stored one is shown before the list is there.
  const names = [...new Set([...(value === '' ? [] : [value]), ...subjects.value.map(({ name }) => name)])];
  return (
    <>
      {error.value !== null && <ErrorMessage error={error.value} part="tickets" />}
      <Choice name="subject" label={work.fields.subject}>
        <option value="">…</option>
        {names.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </Choice>
      <LongField name="description" label={work.fields.description} />
      <Effect>
        {[
          work.effects.ticket(nameOf(client), value === '' ? '…' : value),
          client.zone?.isBlocked === true ? work.effects.zoneFull : '',
        ]}
      </Effect>
    </>
  );
}

type Contracts = NonNullable<OperatorBillingQuery['client']>['contracts'];

export function PromiseForm({ client, contracts }: FormProps & { readonly contracts: Contracts }) {
  const text = useText();
  const locale = useLocale();
  const { value } = useField('validUntil');
  const { fields, effects } = text.work;
  return (
    <>
      {contracts.length > 1 && (
        <Choice name="contract" label={fields.contract}>
          {contracts.map(({ id, publicId, contractId, status }) => (
            <option key={id} value={id}>
              #{publicId ?? contractId} · {text.status[status]}
            </option>
          ))}
        </Choice>
      )}
      <TextField name="validUntil" label={fields.validUntil} type="date" min={today()} autofocus={true} />
      <Effect>{[effects.promise(nameOf(client), value === '' ? '…' : formatDay(value, locale))]}</Effect>
    </>
  );
}

export function PhoneForm({ client }: FormProps) {
  const text = useText();
  const { value } = useField('phone');
  const before = client.phones.map(({ raw }) => raw).join(', ') || text.client.nothing;
  return (
    <>
      <TextField name="phone" label={text.work.fields.phone} type="tel" inputMode="tel" autofocus={true} />
      <Effect>{[text.work.effects.phone(nameOf(client), value === '' ? '…' : value, before)]}</Effect>
    </>
  );
}

function today(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}
