import { type ClassType, Field, Int, ObjectType } from 'type-graphql';
import type { Page } from '../model/page.js';

@ObjectType({ description: 'Where a page lies in its list (Relay).', simpleResolvers: true })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether more follow `endCursor`.' })
  readonly hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether any come before `startCursor`.' })
  readonly hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Null when the page is empty.' })
  readonly startCursor!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Pass it as `after` for the next page. Null when the page is empty.',
  })
  readonly endCursor!: string | null;
}

/** Makes the connection type of a node type (Relay cursor connections, forwards). */
export function createConnection<NodeClass extends object>(NodeClass: ClassType<NodeClass>, name: string) {
  @ObjectType(`${name}Edge`, { description: 'A node of a page, with its place in the list.', simpleResolvers: true })
  class Edge {
    @Field(() => String, { description: 'Pass it as `after` to go on behind this node.' })
    readonly cursor!: string;

    @Field(() => NodeClass, { description: 'The node itself.' })
    readonly node!: NodeClass;
  }

  @ObjectType(`${name}Connection`, { description: 'A page of a list (Relay).', simpleResolvers: true })
  class Connection implements Page<NodeClass> {
    @Field(() => [Edge], { description: 'The nodes with their cursors.' })
    readonly edges!: readonly Edge[];

    @Field(() => [NodeClass], { description: 'The nodes alone.' })
    readonly nodes!: readonly NodeClass[];

    @Field(() => PageInfo, { description: 'Whether there is more.' })
    readonly pageInfo!: PageInfo;

    @Field(() => Int, {
      nullable: true,
      description:
        'How many match in all, whatever the page. Null when that is not proven: the back end may have left some out.',
    })
    readonly totalCount!: number | null;
  }

  return Connection;
}
