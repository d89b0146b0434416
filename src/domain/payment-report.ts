import { createHash } from 'node:crypto';
import type { ClientRecord } from '../model/client.js';
import { BadUserInput, RateLimited } from '../model/errors.js';
import { type Page, type PageRequest, toPage } from '../model/page.js';
import type { PaymentReport, PaymentReportState } from '../model/payment-report.js';
import type { FieldProblem } from '../model/problem.js';
import { maxPaymentReports, type Repository } from '../store/repository.js';
import type { Clients } from './client.js';
import { decide } from './payment-decision.js';
import { checkPayment, type PaymentForm, toReferenceKey } from './payment-form.js';
import type { Services } from './services.js';

export interface PaymentReportRequest extends Omit<PaymentForm, 'idempotencyKey' | 'method'> {
  readonly clientId: string;
  readonly contentHash: string;
}

export type ReportPaymentResult =
  | { readonly kind: 'done'; readonly value: PaymentReport; readonly isReplay: boolean }
  | { readonly kind: 'invalid'; readonly fields: readonly FieldProblem[] }
  | { readonly kind: 'not-found' };

/** A report cannot be decided on: there is none, or it is no longer open. */
export interface ReportRefusal {
  readonly kind: 'report-not-found' | 'report-closed';
}

export type RejectPaymentReportResult = ReportRefusal | { readonly kind: 'done'; readonly value: PaymentReport };

/** Most open reports of one client: more are no receipts. */
const maxOpen = 20;

const hourMs = 3_600_000;

/** Receipts that subscribers have shown, for a person to decide on. The same receipt is one report, however often and wherever it comes in. */
export class PaymentReports {
  readonly #services: Services;
  readonly #clients: Clients;

  constructor(services: Services, clients: Clients) {
    this.#services = services;
    this.#clients = clients;
  }

  /** @throws {BadUserInput} an id that is no client's. @throws {RateLimited} the client has 20 that are open. */
  async report(request: PaymentReportRequest): Promise<ReportPaymentResult> {
    const client = await this.#clients.byId(request.clientId, 'input.clientId');
    const record = client === null ? null : await this.#clients.recordWith(client, 'ACCOUNT');
    if (record === null) return { kind: 'not-found' };
    const currency = this.#currencyOf(record);
    const fields = checkPayment(request, currency);
    if (fields.length > 0) return { kind: 'invalid', fields };
    const report = toReport(request, record.id, currency);
    const lists = ['all', `client:${record.id}`];
    const known = await this.#reports.get(report.id);
    if (known !== null) return { kind: 'done', value: known, isReplay: true };
    const others = await this.#reports.list(`client:${record.id}`);
    if (others.filter(({ state }) => state === 'OPEN').length >= maxOpen) throw new RateLimited(hourMs);
    if (await this.#reports.add(report, lists)) return { kind: 'done', value: report, isReplay: false };
    return { kind: 'done', value: (await this.#reports.get(report.id)) ?? report, isReplay: true };
  }

  /** Newest first. @throws {BadUserInput} a page that cannot be. */
  async page(request: PageRequest, states?: readonly PaymentReportState[]): Promise<Page<PaymentReport>> {
    toPage<PaymentReport>([], request, ({ id }) => id, compareNothing);
    const all = await this.#reports.list('all');
    const wanted = all.filter(({ state }) => states === undefined || states.includes(state));
    const positions = new Map(all.map(({ id }, index) => [id, index]));
    const compare = (one: string, other: string): number =>
      (positions.get(one) ?? 0) - (positions.get(other) ?? all.length);
    const page = toPage(wanted, request, ({ id }) => id, compare);
    return { ...page, totalCount: all.length < maxPaymentReports ? page.totalCount : null };
  }

  async reject(id: string): Promise<RejectPaymentReportResult> {
    const open = await this.findOpen(id, 'id');
    if ('kind' in open) return open;
    const rejected = decide(open, 'REJECTED');
    return (await this.#reports.replace(open, rejected))
      ? { kind: 'done', value: rejected }
      : { kind: 'report-closed' };
  }

  /** @throws {BadUserInput} no id of a report. */
  async find(id: string, argument: string): Promise<PaymentReport | null> {
    if (!/^[\w-]{43}$/.test(id)) throw new BadUserInput(argument, { expected: 'the id of a payment report' });
    return this.#reports.get(id);
  }

  /** @throws {BadUserInput} as `find`. */
  async findOpen(id: string, argument: string): Promise<PaymentReport | ReportRefusal> {
    const report = await this.find(id, argument);
    if (report === null) return { kind: 'report-not-found' };
    return report.state === 'OPEN' ? report : { kind: 'report-closed' };
  }

  get #reports(): Repository<PaymentReport> {
    return this.#services.store.paymentReports;
  }

  #currencyOf({ backend }: ClientRecord): string {
    return this.#services.backends.find(({ name }) => name === backend)?.locality.currency ?? '';
  }
}

function toReport(request: PaymentReportRequest, clientId: string, currency: string): PaymentReport {
  const { amount, reference, bank = null } = request;
  const contentHash = request.contentHash.toLowerCase();
  const content = JSON.stringify([clientId, toReferenceKey(reference), contentHash]);
  return {
    id: createHash('sha256').update(content).digest('base64url'),
    ...{ clientId, amount: { amount, currency }, reference, bank, contentHash, state: 'OPEN' },
    ...{ reportedAt: new Date().toISOString(), decidedAt: null },
  };
}

function compareNothing(): number {
  return 0;
}
