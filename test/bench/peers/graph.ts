/** The part of schema/schema.graphql that the comparisons ask for. */
export const typeDefs = /* GraphQL */ `
  type Query {
    client(by: ClientBy!): Client
    clients(first: Int! = 25): ClientConnection!
  }

  input ClientBy {
    serviceId: Int
  }

  type Client {
    id: ID!
    serviceId: Int
    name: String
    document: String
    city: String
    status: ServiceStatus!
    plan: Plan
    zone: Zone
  }

  type ClientConnection {
    totalCount: Int
    nodes: [Client!]!
  }

  type Plan {
    name: String
    type: PlanType!
  }

  type Zone {
    zoneId: Int!
  }

  enum ServiceStatus {
    ACTIVE
    SUSPENDED
    CANCELLED
    FREE
    UNKNOWN
  }

  enum PlanType {
    PPPOE
    SIMPLE_QUEUE
    PCQ
    OTHER
    UNKNOWN
  }
`;

export interface ClientArguments {
  readonly by: { readonly serviceId: number };
}

export interface PageArguments {
  readonly first: number;
}
