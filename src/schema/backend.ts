import { Ctx, Field, Int, ObjectType, Query, Resolver } from 'type-graphql';
import type { BackendName, BackendState, BackendStatus as BackendStatusModel, Capability } from '../model/backend.js';
import type { Freshness as FreshnessModel } from '../model/freshness.js';
import type { ExternalId as ExternalIdModel } from '../model/id.js';
import type { GatewayContext } from './context.js';
import { createEnum } from './enum.js';
import { Cost } from './field.js';
import { DateTimeScalar } from './scalar.js';
import { Allow } from './scope.js';

export const BackendEnum = createEnum<BackendName>(
  'Backend',
  'A system of the ISP that the gateway stands in front of.',
  {
    WISPHUB: 'WispHub: services, tickets, plans, zones and pings; by its own API also invoices and promises to pay.',
    WISPRO:
      'Wispro: contracts, invoices, payment links and promises to pay; by its own API also plans, tickets, accounts and payments.',
  },
);

const BackendStateEnum = createEnum<BackendState>('BackendState', 'State of a back end.', {
  UP: 'Its latest calls succeeded.',
  DEGRADED: 'Some of its calls fail.',
  DOWN: 'It does not answer, or its answers are invalid.',
  UNKNOWN: 'It has not been called since the gateway started.',
});

const CapabilityEnum = createEnum<Capability>('Capability', 'Something this installation can do.', {
  CLIENT_LOOKUP: 'Find a client by a key.',
  CLIENT_LIST: 'List, search and filter clients.',
  CLIENT_UPDATE: "Change a client's phone or document.",
  IDENTITY_CHECK: 'Verify or resolve who a person is.',
  TICKETS: 'Open and read tickets.',
  ZONES: 'Report whether a zone accepts more tickets.',
  PLANS: 'List internet plans.',
  PING: "Ping a client's equipment.",
  CONTRACTS: "Show a client's contracts.",
  INVOICES: "Show a client's invoices.",
  PAYMENT_LINKS: 'Provide payment links for an invoice.',
  PAYMENT_PROMISES: 'Record promises to pay.',
  ACCOUNT: 'Show what a client owes.',
  PAYMENTS: "Show a client's payments.",
  PAYMENT_ENTRY: 'Record payments that the ISP has received.',
  CLIENT_TICKETS: 'Show all tickets of a client, whoever opened them.',
  CONTACT_DETAILS: "Show a client's e-mail address and location.",
  NETWORK: "Show a client's router and tower, and whether the ISP has declared an outage of them.",
});

@ObjectType({ description: 'An id of a back end.', simpleResolvers: true })
export class ExternalId implements ExternalIdModel {
  @Field(() => BackendEnum, { description: 'The back end whose id it is.' })
  readonly backend!: BackendName;

  @Field(() => String, { description: '`SERVICE_ID`, `CLIENT_ID`, `CONTRACT_ID`, `CONTRACT_PUBLIC_ID`.' })
  readonly kind!: string;

  @Field(() => String, { description: 'For example `"12345"`.' })
  readonly value!: string;
}

@ObjectType({
  description: 'Origin and age of a record, for texts such as "updated 3 minutes ago".',
  simpleResolvers: true,
})
export class Freshness implements FreshnessModel {
  @Field(() => BackendEnum, { description: 'The back end that gave the record.' })
  readonly backend!: BackendName;

  @Field(() => DateTimeScalar, { description: 'Time at which the back end returned it.' })
  readonly fetchedAt!: Date;

  @Field(() => Int, { description: 'Age in seconds.' })
  readonly ageSeconds!: number;

  @Field(() => Boolean, { description: 'True when it is shown because the back end is unavailable.' })
  readonly stale!: boolean;
}

@ObjectType({ description: 'A back end of this installation, as the gateway last saw it.', simpleResolvers: true })
class BackendStatus implements BackendStatusModel {
  @Field(() => BackendEnum, { description: 'The back end.' })
  readonly backend!: BackendName;

  @Field(() => String, { nullable: true, description: 'The version of its API that it speaks, for example `v1`.' })
  readonly dialect!: string | null;

  @Field(() => BackendStateEnum, { description: 'Its current state.' })
  readonly state!: BackendState;

  @Field(() => [CapabilityEnum], { description: 'What this installation can do through it.' })
  readonly capabilities!: readonly Capability[];

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Time of the last call. Null before the first.',
  })
  readonly checkedAt!: Date | null;
}

@Resolver()
export class BackendResolver {
  @Allow('authenticated')
  @Cost({ items: 2 })
  @Query(() => [BackendStatus], {
    description: 'The back ends of this installation with their capabilities. Calls none of them.',
  })
  backends(@Ctx() { operation }: GatewayContext): readonly BackendStatus[] {
    return operation.backends();
  }
}
