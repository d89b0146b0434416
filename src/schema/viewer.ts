import { Ctx, Field, ObjectType, Query, Resolver } from 'type-graphql';
import type { GatewayContext } from './context.js';
import { DateTimeScalar } from './scalar.js';
import { Allow } from './scope.js';

@ObjectType({ description: 'Who asks, as their token says.', simpleResolvers: true })
class Viewer {
  @Field(() => String, { description: "The token's `sub`." })
  readonly subject!: string;

  @Field(() => [String], { description: 'What the token allows, for example `clients:read`.' })
  readonly scopes!: readonly string[];

  @Field(() => DateTimeScalar, { description: 'When the token ends.' })
  readonly expiresAt!: Date;
}

@Resolver()
export class ViewerResolver {
  @Allow('authenticated')
  @Query(() => Viewer, { description: 'Who asks, and what they may do.' })
  viewer(@Ctx() { caller }: GatewayContext): Viewer {
    return { subject: caller.subject, scopes: [...caller.scopes], expiresAt: caller.expiresAt };
  }
}
