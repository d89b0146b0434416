import { Ctx, Field, FieldResolver, ObjectType, Query, Resolver, Root } from 'type-graphql';
import type { GatewayContext } from './context.js';
import { Cost } from './field.js';
import { DateTimeScalar } from './scalar.js';
import { Allow } from './scope.js';

@ObjectType({ description: 'An internet service provider that the gateway serves.', simpleResolvers: true })
class Tenant {
  @Field(() => String, { description: 'What `X-Tenant`, or `tenant` in `connection_init`, names it by.' })
  readonly id!: string;

  @Field(() => String, { description: 'For people.' })
  readonly name!: string;

  @Field(() => String, { nullable: true, description: 'ISO 3166 alpha-2 code. Null where it is not known.' })
  readonly country!: string | null;

  @Field(() => String, { description: '`VOS`, `TU` or `USTED`: as it addresses people in Spanish.' })
  readonly formOfAddress!: string;

  @Field(() => String, { nullable: true, description: 'Its colour, `#rrggbb`. Null where it has none of its own.' })
  readonly colour!: string | null;

  @Field(() => String, { nullable: true, description: 'Its logo, as an https or data URL. Null where it has none.' })
  readonly logo!: string | null;
}

@ObjectType({ description: 'The caller, as its token describes it.', simpleResolvers: true })
class Viewer {
  @Field(() => String, { description: "The token's `sub`." })
  readonly subject!: string;

  @Field(() => [String], { description: 'Scopes of the token, for example `clients:read`.' })
  readonly scopes!: readonly string[];

  @Field(() => DateTimeScalar, { description: 'Expiry of the token.' })
  readonly expiresAt!: Date;

  @Field(() => Tenant, {
    nullable: true,
    description: 'Provider whose data this request sees. Null where the gateway serves one alone.',
  })
  readonly tenant!: Tenant | null;

  readonly reach!: GatewayContext['caller']['tenants'];
}

@Resolver(() => Viewer)
export class ViewerResolver {
  @Allow('authenticated')
  @Query(() => Viewer, { description: 'The caller and its permissions.' })
  viewer(@Ctx() { caller }: GatewayContext): Viewer {
    const { subject, expiresAt, tenants: reach } = caller;
    return { subject, scopes: [...caller.scopes], expiresAt, tenant: reach?.own ?? null, reach };
  }

  @Cost({ items: 3 })
  @FieldResolver(() => [Tenant], {
    description:
      'Providers that the token is for, that of this request among them. Empty where the gateway serves one alone.',
  })
  async tenants(@Root() { reach }: Viewer): Promise<readonly Tenant[]> {
    return (await reach?.list()) ?? [];
  }
}
