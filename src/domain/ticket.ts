import type DataLoader from 'dataloader';
import type { TicketPort, ZoneFullOutcome } from '../backends/backend.js';
import type { BackendName } from '../model/backend.js';
import type { ClientRecord } from '../model/client.js';
import { BadUserInput, NotSupported } from '../model/errors.js';
import { type Page, type PageRequest, toPage } from '../model/page.js';
import type { FieldProblem } from '../model/problem.js';
import { fold } from '../model/text.js';
import type { NewTicket, OpenedTicket, Ticket, TicketList, TicketSubject } from '../model/ticket.js';
import type { UpstreamCall } from '../upstream/call.js';
import { loadEach } from './cache/load-each.js';
import { createLoader } from './cache/loader.js';
import type { Clients } from './client.js';
import { partAt, partOf, partsOf } from './part.js';
import type { Services } from './services.js';
import { toGatewayTime, withGatewayTimes } from './ticket-time.js';
import { ticketCreated } from './webhook/occurrence.js';
import { isIdempotencyKey, type WriteResult, type Writes } from './writes/write.js';

export interface TicketRequest {
  readonly clientId: string;
  readonly subject: string;
  readonly description: string;
  /** Asked only where the client has no technician of their own. */
  readonly technicianId?: number | undefined;
  readonly idempotencyKey: string;
  readonly force: boolean;
}

/** Not opened: the client's zone has as many open tickets as it may. */
export interface ZoneFull {
  readonly kind: 'zone-full';
  readonly zoneId: number;
  readonly maxTickets: number;
}

export type CreateTicketResult = WriteResult<Ticket, ZoneFull>;

/** The same subject for the same service within this time is the same ticket. */
export const duplicateMs = 600_000;

export const maxDescription = 4_000;

/** Requests for technical help. */
export class Tickets {
  readonly #services: Services;
  readonly #clients: Clients;
  readonly #writes: Writes;
  readonly #call: UpstreamCall;
  readonly #byKey: DataLoader<TicketKey, Ticket | null, string>;
  readonly #lists: DataLoader<ClientRecord, TicketList, string>;
  readonly #subjects = new Map<BackendName, Promise<readonly TicketSubject[]>>();

  constructor(services: Services, clients: Clients, writes: Writes, call: UpstreamCall) {
    this.#services = services;
    this.#clients = clients;
    this.#writes = writes;
    this.#call = call;
    this.#byKey = createLoader(
      'tickets',
      call,
      (keys, batch) => loadEach(keys, (key) => this.#read(key, batch)),
      nameOf,
    );
    this.#lists = createLoader(
      'clientTickets',
      call,
      (records, batch) => loadEach(records, (record) => this.#listOf(record, batch)),
      ({ id }) => id,
    );
  }

  /** Of the back end that is asked first. @throws {BadUserInput} not a positive number. */
  async byTicketId(ticketId: number): Promise<Ticket | null> {
    if (!Number.isInteger(ticketId) || ticketId < 1) throw new BadUserInput('ticketId', { expected: '1 or more' });
    return this.#byKey.load({ backend: partOf(this.#services.backends, 'tickets').backend.name, ticketId });
  }

  /** @returns null when there is none, or its back end has no tickets. */
  async byKey(backend: BackendName, ticketId: number): Promise<Ticket | null> {
    if (!Number.isInteger(ticketId) || ticketId < 1) return null;
    return this.#services.owners.all('TICKETS').includes(backend) ? this.#byKey.load({ backend, ticketId }) : null;
  }

  /** The ticket as it stands now: what a ticket was when it was opened is remembered, but not what became of it. */
  async current(ticket: Ticket): Promise<Ticket> {
    return (await this.#byKey.load(ticket)) ?? ticket;
  }

  /** @param name Default: the back end that is asked first. @throws {NotSupported} it has no tickets. */
  async subjects(name?: BackendName): Promise<readonly TicketSubject[]> {
    const { backends } = this.#services;
    const { backend, part } = name === undefined ? partOf(backends, 'tickets') : partAt(backends, 'tickets', name);
    const subjects = this.#subjects.get(backend.name) ?? part.subjects(this.#call);
    this.#subjects.set(backend.name, subjects);
    return subjects;
  }

  /** Client of the ticket. @returns null when neither its back end nor the gateway, which did not open it, knows. */
  async clientOf(ticket: Ticket): Promise<ClientRecord | null> {
    const opened = await this.#services.store.tickets.get(ticket.id);
    const clientId = opened?.clientId ?? ticket.clientId ?? null;
    return clientId === null ? null : this.#clients.byId(clientId);
  }

  /** Newest first: all that the back end lists, and else those opened through this gateway. */
  async ofClient(client: ClientRecord, request: PageRequest): Promise<Page<Ticket>> {
    toPage([], request, String, newestFirst);
    const record = await this.#clients.recordWith(client, 'TICKETS');
    const { tickets, isTruncated } = await this.#lists.load(record ?? client);
    const page = toPage(tickets, request, ({ ticketId }) => String(ticketId), newestFirst);
    return isTruncated ? { ...page, totalCount: null } : page;
  }

  /** Newest first: those opened through this gateway, as they were opened. No back end is asked. */
  async openedHere(client: ClientRecord): Promise<readonly Ticket[]> {
    const opened = await this.#services.store.tickets.list(`client:${client.id}`);
    return opened.map(({ ticket }) => ticket);
  }

  /** @throws {BadUserInput} an id that is no client's. @throws {UpstreamError} nothing was sent. */
  async create(request: TicketRequest): Promise<CreateTicketResult> {
    const malformed = checkForm(request);
    if (malformed.length > 0) return { kind: 'invalid', fields: malformed };
    const found = await this.#takerFor(request.clientId);
    if (found === null) return { kind: 'not-found' };
    const { part, client } = found;
    const subjects = await this.subjects(client.backend);
    const subject = subjects.find(({ name }) => fold(name) === fold(request.subject))?.name;
    const technicianId = client.technicianId ?? request.technicianId ?? null;
    const needsService = part.needs === 'service';
    if (needsService && client.serviceId === null) throw new NotSupported();
    const fields: FieldProblem[] = [];
    if (subject === undefined) fields.push({ path: ['subject'], kind: 'unknownSubject' });
    if (needsService && client.zoneId === null) fields.push({ path: ['clientId'], kind: 'noZone' });
    if (needsService && technicianId === null) fields.push({ path: ['technicianId'], kind: 'noTechnician' });
    if (subject === undefined || fields.length > 0) return { kind: 'invalid', fields };
    const description = request.description.trim();
    return this.#send(part, request, { client, technicianId, subject, description });
  }

  /** The first back end with tickets that knows the client. */
  async #takerFor(clientId: string): Promise<{ readonly part: TicketPort; readonly client: ClientRecord } | null> {
    const takers = partsOf(this.#services.backends, 'tickets');
    if (takers.length === 0) throw new NotSupported();
    for (const { backend, part } of takers) {
      const client = await this.#clients.byIdAt(clientId, backend.name, 'input.clientId');
      if (client !== null) return { part, client };
    }
    return null;
  }

  /** The zone is taken from the client's record: another zone's number would bypass the limit (WispHub contract 1.8). */
  async #send(tickets: TicketPort, request: TicketRequest, facts: NewTicket): Promise<CreateTicketResult> {
    const { client } = facts;
    const result = await this.#writes.once<Ticket, ZoneFullOutcome>({
      operation: 'createTicket',
      backend: client.backend,
      key: request.idempotencyKey,
      input: [client.id, facts.subject, facts.description, request.technicianId ?? null],
      clientId: client.id,
      content: {
        parts: [client.id, facts.subject],
        sameForMs: duplicateMs,
        force: request.force ? 'ended' : 'nothing',
      },
      clue: () => null,
      check: async () => {
        const target = await this.#clients.writeTargetAt(request.clientId, client.backend, 'input.clientId');
        return target?.id === client.id ? null : { kind: 'not-found' };
      },
      send: async (reference) => {
        const description = `${facts.description}\n[ref:${reference}]`;
        const openedAt = new Date();
        const outcome = await tickets.create({ ...facts, description }, this.#call);
        if (outcome.kind !== 'done') return outcome;
        const value = toGatewayTime(outcome.value, openedAt);
        await this.#remember(value, client);
        await this.#services.webhooks.publishEventually(ticketCreated(value, client.id));
        return { ...outcome, value };
      },
    });
    if (result.kind === 'done' && !result.isReplay) this.#byKey.prime(result.value, result.value);
    return result.kind === 'zone-full' ? { ...result, zoneId: client.zoneId ?? 0 } : result;
  }

  /** The times of a ticket that was opened here are the gateway's own. */
  async #read({ backend, ticketId }: TicketKey, call: UpstreamCall): Promise<Ticket | null> {
    const ticket = await partAt(this.#services.backends, 'tickets', backend).part.find(ticketId, call);
    if (ticket === null) return null;
    const opened = await this.#services.store.tickets.get(ticket.id).catch(() => null);
    return opened === null ? ticket : withGatewayTimes(ticket, opened.ticket);
  }

  /** What was opened a moment ago may not be in the list yet. */
  async #listOf(client: ClientRecord, call: UpstreamCall): Promise<TicketList> {
    const opened = await this.openedHere(client);
    if (!this.#services.owners.all('CLIENT_TICKETS').includes(client.backend))
      return { tickets: opened, isTruncated: false };
    const { list } = partAt(this.#services.backends, 'tickets', client.backend).part;
    const listed = (await list?.(client, call)) ?? { tickets: [], isTruncated: false };
    const ids = new Set(listed.tickets.map(({ id }) => id));
    return { ...listed, tickets: [...listed.tickets, ...opened.filter(({ id }) => !ids.has(id))] };
  }

  /** The ticket exists: that it cannot be remembered must not make it look as if it did not. */
  async #remember(ticket: Ticket, { id: clientId }: ClientRecord): Promise<void> {
    const opened: OpenedTicket = { id: ticket.id, clientId, ticket };
    await this.#services.store.tickets.put(opened, [`client:${clientId}`]).catch(() => undefined);
  }
}

type TicketKey = Pick<Ticket, 'backend' | 'ticketId'>;

/** The same number may be of two tickets at two back ends (cloud contract T26). */
function nameOf({ backend, ticketId }: TicketKey): string {
  return `${backend}:${ticketId}`;
}

function checkForm({ subject, description, idempotencyKey, technicianId }: TicketRequest): readonly FieldProblem[] {
  const fields: FieldProblem[] = [];
  if (subject.trim() === '') fields.push({ path: ['subject'], kind: 'required' });
  if (description.trim() === '') fields.push({ path: ['description'], kind: 'required' });
  if (description.length > maxDescription) fields.push({ path: ['description'], kind: 'tooLong' });
  if (technicianId !== undefined && technicianId < 1) fields.push({ path: ['technicianId'], kind: 'outOfRange' });
  if (!isIdempotencyKey(idempotencyKey)) fields.push({ path: ['idempotencyKey'], kind: 'malformed' });
  return fields;
}

/** Later tickets have higher numbers. */
function newestFirst(left: string, right: string): number {
  return Number(right) - Number(left);
}
