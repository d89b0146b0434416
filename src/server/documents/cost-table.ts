/** Cost of a field: back-end calls, and the factor for the fields below it. */
export interface FieldCost {
  /** Back-end calls of one use, when nothing is kept. Fields of one object that share a `call` make it once. */
  readonly calls?: number;
  readonly call?: string;
  /** At most so many of these calls are made in one operation. */
  readonly atMost?: number;
  /** Number of items: the argument that limits them, or a usual number. */
  readonly items?: 'first' | 'ids' | number;
  /** True when `calls` are made for each item. */
  readonly isPerItem?: boolean;
}

const planDetail: FieldCost = { calls: 1, call: 'plan' };
const ticketState: FieldCost = { calls: 1, call: 'ticket' };
const zoneState: FieldCost = { calls: 1, call: 'zone' };
const otherBackend: FieldCost = { calls: 1, call: 'join' };

/** Every field that makes back-end calls of its own or gives a list of objects. The rest costs what a field costs. */
export const costTable: Readonly<Record<string, FieldCost>> = {
  'Query.client': { calls: 1 },
  'Query.clients': { calls: 2, items: 'first' },
  'Query.node': { calls: 1 },
  // Clients are looked up together, the rest one by one.
  'Query.nodes': { calls: 0.5, items: 'ids', isPerItem: true },
  'Query.pingTask': { calls: 1 },
  'Query.pingTasks': { items: 'first' },
  'Query.plan': { calls: 1 },
  'Query.plans': { calls: 1, items: 20 },
  'Query.ticket': { calls: 1 },
  'Query.ticketSubjects': { calls: 1, items: 20 },
  'Query.zone': { calls: 1 },
  'Query.backends': { items: 2 },
  'Mutation.createPaymentPromise': { calls: 4 },
  'Mutation.createTicket': { calls: 4 },
  'Mutation.purgeClient': { calls: 2 },
  'Mutation.resolveClient': { calls: 4 },
  'Mutation.startPing': { calls: 3 },
  'Mutation.updateClient': { calls: 4 },
  'Mutation.verifyClient': { calls: 3 },
  'Subscription.pingTaskChanged': { items: 10 },
  'Client.contracts': { calls: 2, call: 'contracts', items: 2 },
  'Client.externalIds': { ...otherBackend, items: 3 },
  'Client.invoices': { calls: 2, items: 'first' },
  'Client.phones': { items: 2 },
  'Client.pingTasks': { items: 'first' },
  'Client.sources': { ...otherBackend, items: 2 },
  'Client.tickets': { items: 'first' },
  'Contract.invoices': { calls: 1, items: 'first' },
  'Invoice.contract': { calls: 1, call: 'contract' },
  'Invoice.items': { items: 5 },
  'Invoice.paymentLinks': { calls: 1, atMost: 20, items: 1 },
  'PingTask.client': { calls: 1 },
  'Plan.downloadMbps': planDetail,
  'Plan.downloadSpeed': planDetail,
  'Plan.note': planDetail,
  'Plan.uploadMbps': planDetail,
  'Plan.uploadSpeed': planDetail,
  'Ticket.answer': ticketState,
  'Ticket.client': { calls: 1 },
  'Ticket.status': ticketState,
  'Ticket.upstreamStatus': ticketState,
  'Zone.isBlocked': zoneState,
  'Zone.maxTickets': zoneState,
  'InvalidInput.fields': { items: 5 },
};
