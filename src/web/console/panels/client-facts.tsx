import type { ComponentChildren } from 'preact';
import type { GatewayError } from '../../../client/index.js';
import { useApp } from '../app-state.js';
import { errorOf } from '../data/scope.js';
import { nameOfZone, type ShownClient } from '../data/shown-client.js';
import { ErrorMessage } from '../parts/error.js';
import { MissingScope } from '../parts/missing-scope.js';
import { scopesOf } from '../session.js';
import { formatDay, formatMoney, isMasked, isPast } from '../text/format.js';
import { useLocale, useText } from '../text/translation.js';
import { useWorkspace } from '../workspace.js';
import { useMayWrite } from '../write/may-write.js';
import { useZonePing } from '../zone-ping/ask-zone-ping.js';
import { AccountFigure } from './facts/account.js';
import { Fact, Figure } from './facts/fact.js';
import { NetworkFacts } from './facts/network.js';

/** Parts that name their missing scope in their own place. */
const placed = ['account', 'outstandingBalance', 'cutOffDate', 'tickets', 'pingTasks'] as const;
type Placed = (typeof placed)[number];

const personalScope = 'personal:read';

export function ClientFacts({ client }: { readonly client: ShownClient }) {
  const { card, now, session } = useWorkspace();
  const text = useText();
  const locale = useLocale();
  const { result } = card.main.value;
  const errors = result?.kind === 'partial' ? result.errors : [];
  const at = (field: Placed): GatewayError | null => errorOf(errors, 'client', field);
  const missing = errors.find((error) => !(error.code === 'FORBIDDEN' && placed.some((field) => at(field) === error)));
  const money = client.account === undefined ? 'outstandingBalance' : 'account';
  const isCut = client.cutOffDate !== null && isPast(client.cutOffDate, now.value);
  return (
    <>
      {missing !== undefined && <ErrorMessage error={missing} part="client" onAgain={() => void card.refresh()} />}
      <div class="figures">
        <Figure name={client.account === undefined ? text.client.balance : text.work.account.title}>
          <Place part={money} error={at(money)}>
            <AccountFigure client={client} />
          </Place>
        </Figure>
        <Figure name={text.client.cutOff}>
          <Place part="cutOffDate" error={at('cutOffDate')}>
            <strong class={isCut ? 'bad-text' : ''}>
              {client.cutOffDate === null ? text.client.nothing : formatDay(client.cutOffDate, locale)}
            </strong>
          </Place>
          {isCut && <span class="small"> {text.client.cutOffPassed}</span>}
        </Figure>
        <Figure name={text.client.plan}>
          <strong>{client.plan?.name ?? text.client.nothing}</strong>
          <PlanDetail client={client} />
        </Figure>
      </div>
      <dl class="facts">
        <Fact name={text.client.service}>{client.serviceId ?? text.client.nothing}</Fact>
        <Fact name={text.client.document}>
          <Personal value={client.document} />
        </Fact>
        <Fact name={text.client.phones}>
          {client.phones.length === 0 && text.client.nothing}
          {client.phones.map(({ raw }) => (
            <span key={raw} class="item">
              <Personal value={raw} />
            </span>
          ))}
        </Fact>
        <Fact name={text.client.address}>
          <Personal value={client.address} />
          {[client.locality, client.city].filter(Boolean).map((place) => (
            <span key={place}>, {place}</span>
          ))}
        </Fact>
        <Fact name={text.client.zone}>
          <ZoneFact client={client} />
        </Fact>
        <NetworkFacts client={client} />
        <Fact name={text.client.antenna}>
          <Personal value={client.antennaIp} />
        </Fact>
        <Fact name={text.client.tickets}>
          <Place part="tickets" error={at('tickets')}>
            {client.tickets.nodes.length === 0 && <span class="small">{text.client.noTickets}</span>}
          </Place>
          {client.tickets.nodes.map(({ ticketId, subject, status }) => (
            <span key={ticketId} class="item">
              #{ticketId} {subject} <span class="small">({text.ticketStates[status]})</span>
            </span>
          ))}
        </Fact>
      </dl>
      {!scopesOf(session.state.value).includes(personalScope) && (
        <MissingScope lead={text.client.masked} scope={personalScope} />
      )}
    </>
  );
}

function ZoneFact({ client: { zone } }: { readonly client: ShownClient }) {
  const text = useText();
  const ask = useZonePing();
  const mayPing = useMayWrite()('zone');
  return (
    <>
      {nameOfZone(zone) ?? text.client.nothing}
      {zone?.isBlocked === true && <span class="warn-text"> {text.client.zoneFull}</span>}
      {zone !== null && mayPing && (
        <button type="button" class="quiet inline" onClick={() => ask(zone)}>
          {text.desk.zone.start}
        </button>
      )}
    </>
  );
}

interface PlaceProps {
  readonly part: Placed;
  readonly error: GatewayError | null;
  readonly children: ComponentChildren;
}

/** A value, unless it is not known: nothing is another thing. */
function Place({ part, error, children }: PlaceProps) {
  const text = useText().client;
  if (error === null) return <>{children}</>;
  if (error.code === 'FORBIDDEN') return <ErrorMessage error={error} part={part} />;
  return <span>{text.nothing}</span>;
}

function PlanDetail({ client: { plan } }: { readonly client: ShownClient }) {
  const locale = useLocale();
  const text = useText().client;
  if (plan === null) return null;
  const hasSpeed = plan.downloadMbps !== null || plan.uploadMbps !== null;
  const parts = [
    hasSpeed ? text.speed(plan.downloadMbps, plan.uploadMbps) : null,
    plan.price === null ? null : `${formatMoney(plan.price, locale)} ${text.month}`,
  ].filter((part) => part !== null);
  return <span class="small"> {parts.join(' · ')}</span>;
}

/** Something about the person. What the token does not show is said to be masked, and not made to look as if it were not there. */
function Personal({ value }: { readonly value: string | null }) {
  const { session } = useApp();
  const text = useText().client;
  const isShown = scopesOf(session.state.value).includes(personalScope);
  if (value === null && isShown) return <span>{text.nothing}</span>;
  if (value !== null && !isMasked(value)) return <span>{value}</span>;
  return (
    <span class="masked" title={`${text.masked} ${personalScope}`}>
      <span aria-hidden="true">{value ?? '•••••'}</span>
      <span class="unseen">{text.hidden}</span>
    </span>
  );
}
