import { useText } from '../../text/translation.js';
import { type FormProps, nameOf } from './client-name.js';
import { Check, Effect, TextField, useField } from './fields.js';

/** What is asked of each payment. */
export function PaymentFields({ hasFocus }: { readonly hasFocus: boolean }) {
  const { fields } = useText().work;
  const currency = useField('currency').value;
  return (
    <>
      <TextField
        name="amount"
        label={`${fields.amount} (${currency})`}
        inputMode="decimal"
        pattern="\d{1,12}(\.\d{1,2})?"
        autofocus={hasFocus}
      />
      <TextField name="reference" label={fields.reference} maxLength={50} />
      <TextField name="method" label={fields.method} required={false} />
      <Check name="reconnect" label={fields.reconnect} />
    </>
  );
}

export function PaymentForm({ client }: FormProps) {
  const { effects } = useText().work;
  const amount = useField('amount').value;
  const invoice = useField('invoice').value;
  const currency = useField('currency').value;
  const reconnects = useField('reconnect').value === 'yes';
  return (
    <>
      <PaymentFields hasFocus={true} />
      <Effect>
        {[
          effects.payment(nameOf(client), invoice, `${amount === '' ? '…' : amount} ${currency}`),
          reconnects ? effects.reconnects : '',
        ]}
      </Effect>
    </>
  );
}
