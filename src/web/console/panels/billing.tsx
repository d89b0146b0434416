import type { OperatorBillingQuery } from '../../../client/index.js';
import { errorOf } from '../data/scope.js';
import { StatusBadge } from '../parts/badge.js';
import { ErrorMessage } from '../parts/error.js';
import { Skeleton } from '../parts/placeholder.js';
import { Scroll } from '../parts/scroll.js';
import { dataIn } from '../section.js';
import { isCapable } from '../session.js';
import { formatDay, formatMoney } from '../text/format.js';
import { useLocale, useText } from '../text/translation.js';
import { useWorkspace } from '../workspace.js';
import { InvoiceActions } from '../write/invoice-actions.js';

type Billed = NonNullable<OperatorBillingQuery['client']>;

/** Contracts and invoices, where a back end has such. */
export function BillingPart() {
  const { card, session } = useWorkspace();
  const text = useText();
  const section = card.billing.value;
  const { result } = section;
  const client = dataIn(section)?.client ?? null;
  if (result === null && !section.isLoading) return null;
  const errors = result === null || result.kind === 'ok' ? [] : result.errors;
  // What is wrong with one part says nothing of the other: a back end with invoices may have no contracts.
  const error = errorOf(errors, 'client') ?? errorOf(errors, 'client', 'invoices');
  const contractError = errorOf(errors, 'client', 'contracts');
  return (
    <div class="part" aria-busy={section.isLoading}>
      <h3>{text.billing.invoices}</h3>
      {result === null && <Skeleton lines={3} label={text.client.loading} />}
      {result?.kind === 'failed' && <ErrorMessage error={result.errors[0]} part="invoices" />}
      {result?.kind === 'partial' && error !== null && <ErrorMessage error={error} part="invoices" />}
      {client !== null && error === null && <Invoices invoices={client.invoices} />}
      {client !== null && isCapable(session.state.value, 'CONTRACTS') && contractError?.code !== 'FORBIDDEN' && (
        <>
          <h3>{text.billing.contracts}</h3>
          {contractError === null && <Contracts contracts={client.contracts} />}
          {contractError !== null && <ErrorMessage error={contractError} part="invoices" />}
        </>
      )}
    </div>
  );
}

function Invoices({ invoices }: { readonly invoices: Billed['invoices'] }) {
  const text = useText();
  const { nodes, totalCount } = invoices;
  if (nodes.length === 0) return <p class="small">{text.billing.none}</p>;
  return (
    <>
      <Scroll label={text.billing.invoices}>
        <table>
          <thead>
            <tr>
              <th scope="col">{text.billing.number}</th>
              <th scope="col">{text.billing.state}</th>
              <th scope="col">{text.billing.due}</th>
              <th scope="col" class="number">
                {text.billing.balance}
              </th>
              <th scope="col">
                <span class="unseen">{text.work.actions}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {nodes.map((invoice) => (
              <Row key={invoice.id} invoice={invoice} />
            ))}
          </tbody>
        </table>
      </Scroll>
      {totalCount !== null && totalCount > nodes.length && <p class="small">{text.billing.more(totalCount)}</p>}
    </>
  );
}

function Row({ invoice }: { readonly invoice: Billed['invoices']['nodes'][number] }) {
  const text = useText();
  const locale = useLocale();
  const { number, state, dueDate, isOverdue, balance } = invoice;
  return (
    <tr>
      <th scope="row" class="digits">
        {number ?? text.client.nothing}
      </th>
      <td>
        {text.invoiceStates[state]}
        {isOverdue && <span class="bad-text"> {text.billing.overdue}</span>}
      </td>
      <td>{dueDate === null ? text.client.nothing : formatDay(dueDate, locale)}</td>
      <td class="number">{balance === null ? text.client.nothing : formatMoney(balance, locale)}</td>
      <td>
        <InvoiceActions invoice={invoice} />
      </td>
    </tr>
  );
}

function Contracts({ contracts }: { readonly contracts: Billed['contracts'] }) {
  const text = useText();
  if (contracts.length === 0) return <p class="small">{text.billing.none}</p>;
  return (
    <ul class="plain-list">
      {contracts.map(({ id, publicId, status, address }) => (
        <li key={id}>
          <span class="digits">{publicId === null ? text.client.nothing : `#${publicId}`}</span>
          <StatusBadge status={status} />
          <span class="small">{address}</span>
        </li>
      ))}
    </ul>
  );
}
