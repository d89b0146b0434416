import type { Backend } from '../backends/backend.js';
import { hasCapability } from '../backends/capability.js';
import { type BackendName, type Capability, capabilities } from '../model/backend.js';
import { NotSupported } from '../model/errors.js';
import type { CachedBackend } from './cache/cached-backend.js';

const capabilityOfPart = {
  clientUpdates: 'CLIENT_UPDATE',
  identity: 'IDENTITY_CHECK',
  tickets: 'TICKETS',
  zones: 'ZONES',
  plans: 'PLANS',
  pings: 'PING',
  invoices: 'INVOICES',
  paymentLinks: 'PAYMENT_LINKS',
  promises: 'PAYMENT_PROMISES',
  accounts: 'ACCOUNT',
  payments: 'PAYMENTS',
  paymentEntries: 'PAYMENT_ENTRY',
} as const satisfies Partial<Record<keyof CachedBackend, Capability>>;

export type PartName = keyof typeof capabilityOfPart;

/** Part of a back end, with the back end. */
export interface OwnedPart<Name extends PartName> {
  readonly backend: CachedBackend;
  readonly part: NonNullable<CachedBackend[Name]>;
}

/** What is asked of the back end that bills by contracts before others: two systems of one ISP do not both send the bills. */
const money: ReadonlySet<Capability> = new Set([
  'CONTRACTS',
  'INVOICES',
  'PAYMENT_LINKS',
  'PAYMENT_PROMISES',
  'ACCOUNT',
  'PAYMENTS',
  'PAYMENT_ENTRY',
  'CONTACT_DETAILS',
]);

/** The back ends that have a part now, in the order in which they are asked. */
export function partsOf<Name extends PartName>(
  backends: readonly CachedBackend[],
  name: Name,
): readonly OwnedPart<Name>[] {
  const capability = capabilityOfPart[name];
  return inOrder(backends, capability).flatMap((backend) => {
    const part = backend[name];
    return part === undefined || part === null || !hasCapability(backend, capability)
      ? []
      : [{ backend, part: part as NonNullable<CachedBackend[Name]> }];
  });
}

/** The first back end that has a part. @throws {NotSupported} none has. */
export function partOf<Name extends PartName>(backends: readonly CachedBackend[], name: Name): OwnedPart<Name> {
  const [first] = partsOf(backends, name);
  if (first === undefined) throw new NotSupported();
  return first;
}

/** Part of a certain back end. @throws {NotSupported} it has none. */
export function partAt<Name extends PartName>(
  backends: readonly CachedBackend[],
  name: Name,
  backend: BackendName,
): OwnedPart<Name> {
  return partOf(
    backends.filter((each) => each.name === backend),
    name,
  );
}

/** Which back ends have a capability now. */
export interface Owners {
  /** In the order in which they are asked. */
  all(capability: Capability): readonly BackendName[];
  /** Null: none has it. Asked for each field of each client, so that it makes nothing. */
  first(capability: Capability): BackendName | null;
}

export function createOwners(backends: readonly Backend[]): Owners {
  const ordered = new Map(capabilities.map((capability) => [capability, inOrder(backends, capability)]));
  return {
    all: (capability) =>
      (ordered.get(capability) ?? []).filter((backend) => hasCapability(backend, capability)).map(({ name }) => name),
    first: (capability) => {
      for (const backend of ordered.get(capability) ?? []) if (hasCapability(backend, capability)) return backend.name;
      return null;
    },
  };
}

function inOrder<Some extends Pick<Backend, 'contracts'>>(
  backends: readonly Some[],
  capability: Capability,
): readonly Some[] {
  if (!money.has(capability) || backends.length < 2) return backends;
  return [
    ...backends.filter(({ contracts }) => contracts !== undefined),
    ...backends.filter(({ contracts }) => contracts === undefined),
  ];
}
