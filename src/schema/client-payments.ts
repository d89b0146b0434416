import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { ClientRecord } from '../model/client.js';
import { Client } from './client.js';
import type { GatewayContext } from './context.js';
import { Cost, Masked, Owner } from './field.js';
import { PaymentConnection } from './payment.js';
import { Allow } from './scope.js';

@Resolver(() => Client)
export class ClientPaymentsResolver {
  @Allow('billing:read')
  @Owner('PAYMENTS')
  @Masked('proof')
  @Cost({ calls: 2, items: 'first' })
  @FieldResolver(() => PaymentConnection, {
    description:
      'Payments, newest first. `NOT_SUPPORTED` where the back end cannot tell whose a payment is, which shows when it is first asked.',
  })
  payments(
    @Root() client: ClientRecord,
    @Arg('first', () => Int, { defaultValue: 20, description: 'Page size, 1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor after which the page begins.' }) after:
      | string
      | null,
    @Ctx() { operation }: GatewayContext,
  ) {
    return operation.payments.ofClient(client, { first, after });
  }
}
