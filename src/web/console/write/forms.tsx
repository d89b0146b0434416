import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { GatewayError, OperatorBillingQuery, TicketSubjectsOfQuery } from '../../../client/index.js';
import type { ShownClient } from '../data/shown-client.js';
import { ErrorMessage } from '../parts/error.js';
import { dataIn } from '../section.js';
import { formatDay } from '../text/format.js';
import { useLocale, useText } from '../text/translation.js';
import { useWorkspace } from '../workspace.js';
import { Check, Choice, LongField, TextField, useField } from './fields.js';

interface FormProps {
  readonly client: ShownClient;
}

/** What will happen, in one sentence, before it does. */
function Effect({ children }: { readonly children: readonly string[] }) {
  return (
    <p class="notice effect" aria-live="polite">
      {children.join(' ')}
    </p>
  );
}

const nameOf = ({ name, serviceId, id }: ShownClient): string => name ?? (serviceId === null ? id : `#${serviceId}`);

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

export function PaymentForm({ client }: FormProps) {
  const { fields, effects } = useText().work;
  const amount = useField('amount').value;
  const invoice = useField('invoice').value;
  const currency = useField('currency').value;
  const reconnects = useField('reconnect').value === 'yes';
  return (
    <>
      <TextField
        name="amount"
        label={`${fields.amount} (${currency})`}
        inputMode="decimal"
        pattern="\d{1,12}(\.\d{1,2})?"
        autofocus={true}
      />
      <TextField name="reference" label={fields.reference} maxLength={50} />
      <TextField name="method" label={fields.method} required={false} />
      <Check name="reconnect" label={fields.reconnect} />
      <Effect>
        {[
          effects.payment(nameOf(client), invoice, `${amount === '' ? '…' : amount} ${currency}`),
          reconnects ? effects.reconnects : '',
        ]}
      </Effect>
    </>
  );
}

function today(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}
