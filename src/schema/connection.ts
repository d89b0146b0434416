import { type ClassType, Field, Int, ObjectType } from 'type-graphql';
import type { Page } from '../model/page.js';

@ObjectType({ description: 'Position of a page in its list (Relay).', simpleResolvers: true })
export class PageInfo {
  @Field(() => Boolean, { description: 'True when more follow `endCursor`.' })
  readonly hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'True when any precede `startCursor`.' })
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
  @ObjectType(`${name}Edge`, { description: 'A node of a page with its cursor.', simpleResolvers: true })
  class Edge {
    @Field(() => String, { description: 'Pass it as `after` to continue behind this node.' })
    readonly cursor!: string;

    @Field(() => NodeClass, { description: 'The node itself.' })
    readonly node!: NodeClass;
  }

  @ObjectType(`${name}Connection`, { description: 'A page of a list (Relay).', simpleResolvers: true })
  class Connection implements Page<NodeClass> {
    @Field(() => [Edge], { description: 'The nodes with their cursors.' })
    readonly edges!: readonly Edge[];

    @Field(() => [NodeClass], { description: 'The nodes without cursors.' })
    readonly nodes!: readonly NodeClass[];

    @Field(() => PageInfo, { description: 'Position of the page in the list.' })
    readonly pageInfo!: PageInfo;

    @Field(() => Int, {
      nullable: true,
      description: 'Number of matches on all pages. Null when it is not proven: the back end may have omitted some.',
    })
    readonly totalCount!: number | null;
  }

  return Connection;
}
