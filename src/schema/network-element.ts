import { Field, Int, ObjectType } from 'type-graphql';
import type { NetworkElement as NetworkElementModel } from '../model/network-element.js';

@ObjectType({ description: 'A router or tower of the ISP on which a service depends.', simpleResolvers: true })
export class NetworkElement implements NetworkElementModel {
  @Field(() => Int, { description: "WispHub's id." })
  readonly elementId!: number;

  @Field(() => String, { nullable: true, description: 'For example `SERVIDOR 1`.' })
  readonly name!: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True while the ISP has declared an outage of it. Null: the back end does not tell.',
  })
  readonly hasOutage!: boolean | null;

  @Field(() => String, { nullable: true, description: "The ISP's words for the outage." })
  readonly outageDescription!: string | null;
}
