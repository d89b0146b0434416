import { CreatePaymentPromiseDocument, CreateTicketDocument } from '../../src/client/generated/operations.js';
import type { OperationDocument, OperationKind } from '../../src/client/operation.js';
import type { WispHubEmulator } from '../../src/emulator/wisphub/index.js';
import type { WisproEmulator } from '../../src/emulator/wispro/index.js';
import { dayIn } from '../../src/model/calendar.js';
import { encodeId } from '../../src/model/id.js';

/** One attempt at a write, as its caller sees it. */
export interface Attempt {
  /** Of the result; or `retryable CODE` or `error CODE` where there is none. */
  readonly typename: string;
  readonly code?: string | undefined;
}

/** One write under one key, which may be attempted as often as one likes. */
export interface WriteJob {
  /** What its effect is known by. */
  readonly name: string;
  send(run: Run): Promise<Attempt>;
}

/** Sends a document to a gateway. */
export type Run = <Data, Variables>(
  document: OperationDocument<OperationKind, Data, Variables>,
  variables: Variables,
) => Promise<Given>;

interface Given {
  readonly data: unknown;
  readonly errors: readonly { readonly extensions: { readonly code: string; readonly retryable?: unknown } }[];
}

interface Backends {
  readonly wispHub: WispHubEmulator;
  readonly wispro: WisproEmulator;
}

/** Tickets that are all different ones: of a client and a subject there is one. */
export function ticketJobs({ wispHub }: Backends, count: number): readonly WriteJob[] {
  const able = wispHub.clients.filter(({ zona, tecnico }) => zona !== null && tecnico !== null);
  const subjects = ['Internet Lento', 'Internet Intermitente', 'No Tiene Internet'];
  return Array.from({ length: count }, (_, index) => {
    const row = able[index % able.length];
    const subject = subjects[Math.floor(index / able.length)];
    if (row === undefined || subject === undefined) throw new Error('too few clients');
    const name = `ticket-${index}-`;
    const clientId = encodeId('Client', 'WISPHUB', row.id_servicio);
    const input = { clientId, subject, description: name, idempotencyKey: name };
    return { name, send: async (run) => toAttempt(await run(CreateTicketDocument, { input }), 'createTicket') };
  });
}

/** Promises that are all different ones: of a contract and a day there is one. */
export function promiseJobs({ wispro }: Backends, count: number): readonly WriteJob[] {
  const contracts = wispro.clients.flatMap(({ id, contracts }) =>
    contracts.map((contract) => ({ client: id, contract: contract.id })),
  );
  return Array.from({ length: count }, (_, index) => {
    const target = contracts[index % contracts.length];
    if (target === undefined) throw new Error('no contracts');
    const day = 1 + Math.floor(index / contracts.length);
    const validUntil = dayIn('America/Argentina/Buenos_Aires', new Date(Date.now() + day * 86_400_000));
    const contractId = encodeId('Contract', 'WISPRO', target.client, target.contract);
    const input = { contractId, validUntil, idempotencyKey: `promise-${index}` };
    return {
      name: `${target.contract} ${validUntil}`,
      send: async (run) => toAttempt(await run(CreatePaymentPromiseDocument, { input }), 'createPaymentPromise'),
    };
  });
}

function toAttempt({ data, errors }: Given, field: string): Attempt {
  const result = (data as Readonly<Record<string, { readonly __typename: string; readonly code?: string }>> | null)?.[
    field
  ];
  const [error] = errors;
  if (result === undefined || result === null) {
    const kind = error?.extensions.retryable === true ? 'retryable' : 'error';
    return { typename: `${kind} ${error?.extensions.code}` };
  }
  return { typename: result.__typename, code: result.code };
}

/** How often each write has happened, by name, as the back ends themselves have it. */
export function countEffects({ wispHub, wispro }: Backends): ReadonlyMap<string, number> {
  const effects = new Map<string, number>();
  const add = (name: string): void => {
    effects.set(name, (effects.get(name) ?? 0) + 1);
  };
  for (const { descripcion } of wispHub.effects.tickets) add(descripcion.split('\n')[0] ?? '');
  for (const { contractId, validUntil } of wispro.promises) add(`${contractId} ${validUntil}`);
  return effects;
}

/** What is wrong with a write's answers, given how often it happened. */
export function classify(name: string, attempts: readonly Attempt[], effects: number): readonly string[] {
  const has = (part: string): boolean => attempts.some(({ typename }) => typename.includes(part));
  const isSuccess = has('Success');
  const isUnknown = has('OutcomeUnknown');
  const story = `${name}: ${attempts.map(({ typename }) => typename).join(', ')} with ${effects} effects`;
  if (effects > 1) return [`more than one: ${story}`];
  if (isSuccess && effects !== 1) return [`success without effect: ${story}`];
  if (!isSuccess && !isUnknown && effects > 0) return [`effect without a word: ${story}`];
  return has('error ') ? [`an error that says nothing: ${story}`] : [];
}
