import type DataLoader from 'dataloader';
import type { TicketPort, ZoneFullOutcome } from '../backends/backend.js';
import type { ClientRecord } from '../model/client.js';
import { BadUserInput, NotSupported } from '../model/errors.js';
import { type Page, type PageRequest, toPage } from '../model/page.js';
import type { FieldProblem } from '../model/problem.js';
import { fold } from '../model/text.js';
import type { OpenedTicket, Ticket, TicketSubject } from '../model/ticket.js';
import type { UpstreamCall } from '../upstream/call.js';
import { loadEach } from './cache/load-each.js';
import { createLoader } from './cache/loader.js';
import type { Clients } from './client.js';
import { partOf } from './part.js';
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
  readonly #byId: DataLoader<number, Ticket | null>;
  #subjects: Promise<readonly TicketSubject[]> | undefined;

  constructor(services: Services, clients: Clients, writes: Writes, call: UpstreamCall) {
    this.#services = services;
    this.#clients = clients;
    this.#writes = writes;
    this.#call = call;
    this.#byId = createLoader('tickets', call, (ids, batch) => loadEach(ids, (id) => this.#read(id, batch)));
  }

  /** @throws {BadUserInput} not a positive number. */
  async byTicketId(ticketId: number): Promise<Ticket | null> {
    if (!Number.isInteger(ticketId) || ticketId < 1) throw new BadUserInput('ticketId', { expected: '1 or more' });
    return this.#byId.load(ticketId);
  }

  /** The ticket as it stands now: what a ticket was when it was opened is remembered, but not what became of it. */
  async current(ticket: Ticket): Promise<Ticket> {
    return (await this.#byId.load(ticket.ticketId)) ?? ticket;
  }

  async subjects(): Promise<readonly TicketSubject[]> {
    this.#subjects ??= (async () => this.#part().subjects(this.#call))();
    return this.#subjects;
  }

  /** Client of the ticket. @returns null when it was not opened through this gateway. */
  async clientOf(ticket: Ticket): Promise<ClientRecord | null> {
    const opened = await this.#services.store.tickets.get(ticket.id);
    return opened === null ? null : this.#clients.byId(opened.clientId);
  }

  /** Those opened through this gateway, newest first. */
  async ofClient(client: ClientRecord, request: PageRequest): Promise<Page<Ticket>> {
    toPage([], request, String, newestFirst);
    const record = await this.#clients.recordAt(client, partOf(this.#services.backends, 'tickets').backend.name);
    const opened = await this.#services.store.tickets.list(`client:${record?.id ?? client.id}`);
    const tickets = opened.map(({ ticket }) => ticket);
    return toPage(tickets, request, ({ ticketId }) => String(ticketId), newestFirst);
  }

  /** @throws {BadUserInput} an id that is no client's. @throws {UpstreamError} nothing was sent. */
  async create(request: TicketRequest): Promise<CreateTicketResult> {
    const { backend, part: tickets } = partOf(this.#services.backends, 'tickets');
    const malformed = checkForm(request);
    if (malformed.length > 0) return { kind: 'invalid', fields: malformed };
    const client = await this.#clients.byIdAt(request.clientId, backend.name, 'input.clientId');
    if (client === null) return { kind: 'not-found' };
    const subject = (await this.subjects()).find(({ name }) => fold(name) === fold(request.subject))?.name;
    const technicianId = client.technicianId ?? request.technicianId ?? null;
    const { serviceId, zoneId } = client;
    if (serviceId === null) throw new NotSupported();
    const fields: FieldProblem[] = [];
    if (subject === undefined) fields.push({ path: ['subject'], kind: 'unknownSubject' });
    if (zoneId === null) fields.push({ path: ['clientId'], kind: 'noZone' });
    if (technicianId === null) fields.push({ path: ['technicianId'], kind: 'noTechnician' });
    if (subject === undefined || zoneId === null || technicianId === null) return { kind: 'invalid', fields };
    const description = request.description.trim();
    return this.#send(tickets, request, client, { serviceId, zoneId, technicianId, subject, description });
  }

  /** The zone is taken from the client's record: another zone's number would bypass the limit (WispHub contract 1.8). */
  async #send(
    tickets: TicketPort,
    request: TicketRequest,
    client: ClientRecord,
    facts: { serviceId: number; zoneId: number; technicianId: number; subject: string; description: string },
  ): Promise<CreateTicketResult> {
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
    if (result.kind === 'done' && !result.isReplay) this.#byId.prime(result.value.ticketId, result.value);
    return result.kind === 'zone-full' ? { ...result, zoneId: facts.zoneId } : result;
  }

  /** The times of a ticket that was opened here are the gateway's own. */
  async #read(ticketId: number, call: UpstreamCall): Promise<Ticket | null> {
    const ticket = await this.#part().find(ticketId, call);
    if (ticket === null) return null;
    const opened = await this.#services.store.tickets.get(ticket.id).catch(() => null);
    return opened === null ? ticket : withGatewayTimes(ticket, opened.ticket);
  }

  /** The ticket exists: that it cannot be remembered must not make it look as if it did not. */
  async #remember(ticket: Ticket, { id: clientId }: ClientRecord): Promise<void> {
    const opened: OpenedTicket = { id: ticket.id, clientId, ticket };
    await this.#services.store.tickets.put(opened, [`client:${clientId}`]).catch(() => undefined);
  }

  #part(): TicketPort {
    return partOf(this.#services.backends, 'tickets').part;
  }
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
