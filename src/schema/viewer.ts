import { Ctx, Field, ObjectType, Query, Resolver } from 'type-graphql';
import type { GatewayContext } from './context.js';
import { DateTimeScalar } from './scalar.js';
import { Allow } from './scope.js';

@ObjectType({ description: 'The caller, as its token describes it.', simpleResolvers: true })
class Viewer {
  @Field(() => String, { description: "The token's `sub`." })
  readonly subject!: string;

  @Field(() => [String], { description: 'Scopes of the token, for example `clients:read`.' })
  readonly scopes!: readonly string[];

  @Field(() => DateTimeScalar, { description: 'Expiry of the token.' })
  readonly expiresAt!: Date;
}

@Resolver()
export class ViewerResolver {
  @Allow('authenticated')
  @Query(() => Viewer, { description: 'The caller and its permissions.' })
  viewer(@Ctx() { caller }: GatewayContext): Viewer {
    return { subject: caller.subject, scopes: [...caller.scopes], expiresAt: caller.expiresAt };
  }
}
