import {
  type GraphQLObjectType,
  getNamedType,
  isIntrospectionType,
  isLeafType,
  isNullableType,
  isObjectType,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { createSchema } from '../../src/schema/index.js';
import { maskingRulesOf } from '../../src/schema/masking.js';

const schema = createSchema();
const maskingRules = maskingRulesOf(schema);
const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
const objectTypes = Object.values(schema.getTypeMap())
  .filter((type): type is GraphQLObjectType => isObjectType(type) && !isIntrospectionType(type))
  .filter((type) => !roots.includes(type));

/** Types of which it was decided that no field of theirs is about a person. A field that is added to one is decided here again. */
const impersonal: Readonly<Record<string, string>> = {
  Account: 'canPromise carried cutOffDate dueDate invoiced owed promiseRefusal promisedUntil state',
  AccessServer: 'kind name serverId',
  BackendStatus: 'backend capabilities checkedAt dialect state',
  ClientAssurance: 'expiresAt token',
  Coordinates: 'latitude longitude',
  ExternalId: 'backend kind value',
  FieldProblem: 'message path',
  Freshness: 'ageSeconds backend fetchedAt stale',
  Invoice:
    'balance contract dueDate id isOverdue issuedAt items number paymentLinks periodFrom periodTo secondDueDate state total',
  InvoiceItem: 'amount description quantity',
  Money: 'amount currency',
  NetworkElement: 'elementId hasOutage name outageDescription',
  WriteOutcome: 'backend client note operation reference requestedAt settledAt settledBy state',
  Outage:
    'affected affectedCount description down element endedAt ending id raisedAt scope source state tested testedAt up zone',
  PageInfo: 'endCursor hasNextPage hasPreviousPage startCursor',
  Payment: 'amount credited id method paidAt reference state',
  PaymentLink: 'amount expiresAt provider url',
  Diagnosis:
    'cause client completedAt evidence id message nextBestAction pingTask promiseInput startedAt state steps ticket ticketInput',
  DiagnosisEvidence: 'canPromise connection isOwing isSuspended isZoneFull outage',
  DiagnosisPromiseInput: 'clientId contractId validUntil',
  DiagnosisStep: 'finishedAt name state',
  DiagnosisTicketInput: 'clientId description subject',
  KnownOutage: 'description element name',
  PaymentPromise: 'client contract createdAt reference validUntil',
  PaymentReport: 'amount bank client contentHash decidedAt id reference reportedAt state',
  PingTask:
    'client completedAt connection id latencyMs message packetLoss pings requestedAt requestedBy serviceId status taskId',
  Plan: 'downloadMbps downloadSpeed id name note planId price type uploadMbps uploadSpeed',
  RegisteredPayment: 'amount client invoiceId paymentId reference registeredAt',
  Tenant: 'colour country formOfAddress id logo name',
  Ticket: 'answer client createdAt dueAt id priority replies status subject ticketId upstreamStatus',
  TicketReply: 'createdAt text',
  TicketSubject: 'name priority',
  Viewer: 'expiresAt scopes subject tenant tenants',
  WebhookDelivery: 'attempts clientId createdAt eventId host id lastOutcome nextAttemptAt state type',
  Zone: 'id isBlocked maxTickets name outage zoneId',
  ZonePing: 'completedAt done down id outage startedAt state total up zone',
};

/** Answers of mutations, problems, pages: around others, with words of the gateway's own. */
const frames: ReadonlySet<string> = new Set(
  (
    'backend clientIds code completeness cursor edges fields foundCount freshness maxTickets message node nodes pageInfo reason reference replayed ' +
    'retryable totalCount truncated unreachableBackends verified'
  ).split(' '),
);

const isFrame = ({ name }: GraphQLObjectType): boolean => /(?:Success|Connection|Edge)$/.test(name) || isProblem(name);
const isProblem = (name: string): boolean => {
  const type = schema.getType(name);
  return isObjectType(type) && type.getInterfaces().some((known) => known.name === 'Problem');
};

describe('every field', () => {
  it('of a type that holds data of a person has its rule, and there is no rule too many', () => {
    for (const [name, rules] of Object.entries(maskingRules)) {
      const type = schema.getType(name);
      expect(isObjectType(type) ? Object.keys(type.getFields()).sort() : name).toEqual(Object.keys(rules).sort());
    }
  });

  it('that tells who and where a person is, or how to reach them, is not public', () => {
    const hidden = Object.entries(maskingRules).flatMap(([name, rules]) =>
      Object.entries(rules).flatMap(([field, rule]) => (rule === 'public' ? [] : [`${name}.${field}: ${rule}`])),
    );
    expect(hidden.sort()).toEqual([
      'Client.account: proof',
      'Client.address: mask',
      'Client.antennaIp: null',
      'Client.contracts: proof',
      'Client.cutOffDate: proof',
      'Client.document: mask',
      'Client.documents: inside',
      'Client.email: null',
      'Client.invoices: proof',
      'Client.location: null',
      'Client.outstandingBalance: proof',
      'Client.payments: proof',
      'Client.phones: inside',
      'Client.sources: inside',
      'ClientDocument.value: mask',
      'ClientSource.document: mask',
      'Contract.address: mask',
      'Contract.ip: null',
      'Contract.location: null',
      'Contract.macAddress: null',
      'Phone.e164: null',
      'Phone.raw: mask',
    ]);
  });

  it('of every other type was looked at', () => {
    const undecided = objectTypes.flatMap((type) => {
      const fields = Object.values(type.getFields());
      if (type.name in maskingRules) return [];
      if (isFrame(type)) {
        const unknown = fields.filter((field) => isLeafType(getNamedType(field.type)) && !frames.has(field.name));
        return unknown.map((field) => `${type.name}.${field.name}`);
      }
      const known = impersonal[type.name]?.split(' ') ?? [];
      return fields.filter(({ name }) => !known.includes(name)).map(({ name }) => `${type.name}.${name}`);
    });
    expect(undecided).toEqual([]);
  });

  it('that may have to be null can be', () => {
    const wrong = Object.entries(maskingRules).flatMap(([name, rules]) => {
      const type = schema.getType(name);
      const fields = isObjectType(type) ? type.getFields() : {};
      return Object.entries(rules)
        .filter(([field, rule]) => rule === 'null' && !isNullableType(fields[field]?.type))
        .map(([field]) => `${name}.${field}`);
    });
    expect(wrong).toEqual([]);
  });

  it('that leads to a client needs clients:read, unless a mutation answers it', () => {
    const open = objectTypes
      .filter((type) => !isFrame(type))
      .flatMap((type) => Object.values(type.getFields()).map((field) => ({ type, field })))
      .filter(({ field }) => /^Client(?:Connection|Edge)?$/.test(getNamedType(field.type).name))
      .filter(({ field }) => field.extensions.access !== 'clients:read');
    expect(open.map(({ type, field }) => `${type.name}.${field.name}`)).toEqual([]);
  });
});
