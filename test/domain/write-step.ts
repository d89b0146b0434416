import fc from 'fast-check';
import type { Field } from './wisphub-model.js';

/** What can happen. A client is a place among four; a value is one of five that only this client is ever given. */
export type Step =
  /** Through the gateway. */
  | ({ readonly do: 'write' } & Named)
  /** By another party, at the back end. */
  | ({ readonly do: 'change' } & Named)
  | { readonly do: 'read'; readonly client: number }
  | ({ readonly do: 'find' } & Named)
  | ({ readonly do: 'search' } & Named)
  | { readonly do: 'readAll' }
  | { readonly do: 'list' }
  | { readonly do: 'wait'; readonly seconds: number }
  /** Another party asks the back end, which fills caches of one of its workers that the gateway knows nothing of. */
  | { readonly do: 'askElsewhere'; readonly client: number; readonly turn: number }
  | { readonly do: 'turn'; readonly turn: number }
  /** A write while something is read; answers are on their way for as many microtasks as is said. */
  | { readonly do: 'race'; readonly write: Named; readonly read: Reading; readonly delays: readonly number[] }
  /** One of the instances begins anew. */
  | { readonly do: 'restart'; readonly instance: number }
  | { readonly do: 'fail' }
  | { readonly do: 'recover' };

export interface Named {
  readonly client: number;
  readonly field: Field;
  readonly value: number;
}

export type Reading = Extract<Step, { readonly do: 'read' | 'find' | 'search' | 'readAll' | 'list' }>;

const client = fc.nat(3);
const turn = fc.nat(3);
const named = { client, field: fc.constantFrom<Field[]>('phone', 'document'), value: fc.nat(4) };

/** Waits end about where something's time is over: ours (5, 15, 30 s, 2, 5 and 10 min) or theirs (2 and 5 min). */
const seconds = fc.constantFrom(0, 1, 4, 6, 14, 16, 31, 60, 119, 121, 179, 299, 301, 420, 599);

const does = <Name extends Step['do']>(name: Name) => fc.constant<Name>(name);

const reading: fc.Arbitrary<Reading> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: does('read'), client }) },
  { weight: 3, arbitrary: fc.record({ do: does('find'), ...named }) },
  { weight: 1, arbitrary: fc.record({ do: does('search'), ...named }) },
  { weight: 1, arbitrary: fc.record({ do: does('readAll') }) },
  { weight: 1, arbitrary: fc.record({ do: does('list') }) },
);

const race = fc.record({
  do: does('race'),
  write: fc.record(named),
  read: reading,
  delays: fc.array(fc.nat(40), { maxLength: 6 }),
});

const calm: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: does('write'), ...named }) },
  { weight: 2, arbitrary: fc.record({ do: does('change'), ...named }) },
  { weight: 9, arbitrary: reading },
  { weight: 5, arbitrary: fc.record({ do: does('wait'), seconds }) },
  { weight: 2, arbitrary: fc.record({ do: does('askElsewhere'), client, turn }) },
  { weight: 1, arbitrary: fc.record({ do: does('turn'), turn }) },
  { weight: 2, arbitrary: race },
  { weight: 1, arbitrary: fc.record({ do: does('restart'), instance: fc.nat(1) }) },
);

const outage: fc.Arbitrary<Step> = fc.oneof(fc.record({ do: does('fail') }), fc.record({ do: does('recover') }));

const length = { minLength: 2, maxLength: 14 };

/** While the native system answers. */
export const calmSteps: fc.Arbitrary<Step[]> = fc.array(calm, length);

/** While it now and then does not, which the middleware hides. */
export const stormySteps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof({ weight: 8, arbitrary: calm }, { weight: 1, arbitrary: outage }),
  length,
);

/** As the gateway is given it. No value of one client is a value of another. */
export function toKey({ client, field, value }: Named): string {
  return field === 'phone' ? `3001${client}00${value}00` : `10${client}0000${value}`;
}

/** As another party writes it natively: some write two phones in one field. */
export function toText(named: Named): string {
  return named.field === 'phone' && named.value === 4 ? `${toKey(named)},31055500${named.client}0` : toKey(named);
}
