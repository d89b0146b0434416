import type { EmulatedAnswer, EmulatedRequest, EmulatedRoute } from '../../message.js';
import { json } from '../../message.js';
import { listEmployees, listNaps, listNodes } from './catalogue/network.js';
import { listPlans, showPlan } from './catalogue/plan.js';
import { listCategories } from './help-desk/category.js';
import { createIssue, listComments, listIssues, showIssue } from './help-desk/issue.js';
import { listInvoices, showInvoice } from './money/invoice.js';
import { createPayment, listPayments, showPayment } from './money/payment.js';
import type { CloudInstance } from './state/instance.js';
import { showAccount } from './subscribers/account.js';
import { changeClient, listClients, showClient } from './subscribers/client.js';
import { listContracts, showContract } from './subscribers/contract.js';
import { createPromise, listPromises } from './subscribers/promise.js';
import { errorBody, htmlPage, localeOf, refuse } from './wire/envelope.js';

type Answer = (instance: CloudInstance, request: EmulatedRequest, id: string) => EmulatedAnswer;

const prefix = '/api/v1';

/** Cloud contract 2 to 4, by method and path without the prefix. */
const routes: Readonly<Record<string, Answer>> = {
  'GET /clients': listClients,
  'GET /clients/{id}': showClient,
  'PUT /clients/{id}': changeClient,
  'GET /clients/{id}/current_account': showAccount,
  'GET /contracts': listContracts,
  'GET /contracts/{id}': showContract,
  'GET /contracts/{id}/payment_promises': listPromises,
  'POST /contracts/{id}/payment_promises': createPromise,
  'GET /plans': listPlans,
  'GET /plans/{id}': showPlan,
  'GET /nodes': listNodes,
  'GET /coverages': listNodes,
  'GET /naps': listNaps,
  'GET /employees': listEmployees,
  'GET /invoicing/invoices': listInvoices,
  'GET /invoicing/invoices/{id}': showInvoice,
  'GET /invoicing/payments': listPayments,
  'GET /invoicing/payments/{id}': showPayment,
  'POST /invoicing/payments': createPayment,
  'GET /help_desk/categories': listCategories,
  'GET /help_desk/issues': listIssues,
  'GET /help_desk/issues/{id}': showIssue,
  'GET /help_desk/issues/{id}/comments': listComments,
  'POST /help_desk/issues': createIssue,
};

/** Requests that the gateway must never send (cloud contract 2.4, 2.5, 4.3, 4.4): each is recorded, and answered with a 500. */
const forbidden =
  /^(?:DELETE .*|(?:PUT|PATCH) \/contracts\/.*|(?:PUT|PATCH) \/help_desk\/.*|[A-Z]+ \/(?:mikrotiks|bmus|olts|order)(?:\/.*)?)$/;

/** Longest address that a proxy lets through (cloud contract T28). */
const maxAddress = 8_000;

/** Key, licence, path, then parameters (cloud contract 11). */
export function routeCloud(instance: CloudInstance, request: EmulatedRequest): EmulatedRoute {
  const path = request.path.replace(/\/$/, '');
  const inside = path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : '';
  const call = `${request.method} ${inside}`;
  const id = /^\/(?:clients|contracts|plans|invoicing\/invoices|invoicing\/payments|help_desk\/issues)\/([^/]+)/.exec(
    inside,
  )?.[1];
  const template = id === undefined ? inside : inside.replace(`/${id}`, '/{id}');
  const answer = routes[`${request.method} ${template}`];
  const name = answer === undefined ? `${request.method} *` : `${request.method} ${prefix}${template}`;
  return {
    route: name,
    answer: () =>
      refuseEarly(instance, request, call) ?? answer?.(instance, request, id ?? '') ?? unknown(instance, request),
  };
}

function refuseEarly(instance: CloudInstance, request: EmulatedRequest, call: string): EmulatedAnswer | undefined {
  const { key, settings, state } = instance;
  const address = `${request.path}?${request.query}`;
  if (address.length > maxAddress) return htmlPage(414, 'Request-URI Too Large');
  if (address.includes(key) || forbidden.test(call)) {
    state.trips.push(call);
    return json(500, errorBody(500, localeOf(request.query)));
  }
  // The bare key: with a scheme before it, it is a wrong one (cloud contract 1.1).
  if (request.headers.authorization !== key) {
    if (settings.badKey === 'http401') return json(401, errorBody(401, localeOf(request.query)));
    return refuse({ status: 401 }, localeOf(request.query));
  }
  if (settings.licence === 'expired') return refuse({ status: 402 }, localeOf(request.query));
  const isClosed = settings.closedArea !== 'none' && call.includes(`/${settings.closedArea}`);
  return isClosed ? json(403, { error: 'Forbidden' }) : undefined;
}

function unknown({ settings }: CloudInstance, { query }: EmulatedRequest): EmulatedAnswer {
  return settings.unknownPath === 'http404' ? htmlPage(404, 'Not Found') : refuse({ status: 404 }, localeOf(query));
}
