import { useSignal } from '@preact/signals';
import type { GatewayError, InvoiceRowFragment } from '../../../client/index.js';
import { ErrorMessage } from '../parts/error.js';
import { isCapable } from '../session.js';
import { useText } from '../text/translation.js';
import { useWorkspace } from '../workspace.js';
import { useMayWrite } from './may-write.js';

/** What can be done with an invoice that awaits payment. */
export function InvoiceActions({ invoice }: { readonly invoice: InvoiceRowFragment }) {
  const { card, session, writes } = useWorkspace();
  const text = useText();
  const mayPay = useMayWrite()('payment');
  const number = invoice.number ?? text.client.nothing;
  const { balance, state, id } = invoice;
  const clientId = card.id.value;
  if (state !== 'PENDING' || clientId === null) return null;
  const values = {
    ...{ amount: balance?.amount ?? '', currency: balance?.currency ?? '', invoice: number, reconnect: 'yes' },
  };
  return (
    <>
      {isCapable(session.state.value, 'PAYMENT_LINKS') && <LinkCopier id={id} number={number} />}
      {mayPay && (
        <button
          type="button"
          class="quiet"
          aria-label={`${text.work.titles.payment}: ${number}`}
          onClick={() => writes.begin({ kind: 'payment', clientId, about: id, values })}
        >
          {text.work.titles.payment}
        </button>
      )}
    </>
  );
}

type Copied =
  | { readonly kind: 'idle' | 'asking' | 'copied' | 'none' }
  | { readonly kind: 'by-hand'; readonly url: string }
  | { readonly kind: 'failed'; readonly error: GatewayError };

/** Asks for the link only when it is wanted: it is a call to the back end, and shows name and debt to whoever holds it. */
export function LinkCopier({ id, number }: { readonly id: string; readonly number: string }) {
  const { session } = useWorkspace();
  const { link } = useText().work;
  const copied = useSignal<Copied>({ kind: 'idle' });
  const copy = async (): Promise<void> => {
    const { value } = session.state;
    if (value.kind !== 'in' || copied.value.kind === 'asking') return;
    copied.value = { kind: 'asking' };
    const answer = await value.client.paymentLinksOf({ id });
    if (answer.kind !== 'ok') {
      copied.value = { kind: 'failed', error: answer.errors[0] };
      return;
    }
    const { node } = answer.data;
    const url = node?.__typename === 'Invoice' ? node.paymentLinks?.[0]?.url : undefined;
    copied.value = url === undefined ? { kind: 'none' } : await put(url);
  };
  return (
    <>
      <button type="button" class="quiet" aria-disabled={copied.value.kind === 'asking'} onClick={() => void copy()}>
        {link.copy(number)}
      </button>
      {copied.value.kind === 'failed' && <ErrorMessage error={copied.value.error} part="invoices" />}
      <span class="small" role="status">
        {copied.value.kind === 'copied' && link.copied}
        {copied.value.kind === 'none' && link.none}
        {copied.value.kind === 'by-hand' && (
          <>
            {link.byHand} <code>{copied.value.url}</code>
          </>
        )}
      </span>
    </>
  );
}

/** A page without HTTPS has no clipboard, and the operator may have refused it. */
async function put(url: string): Promise<Copied> {
  try {
    await navigator.clipboard.writeText(url);
    return { kind: 'copied' };
  } catch {
    return { kind: 'by-hand', url };
  }
}
