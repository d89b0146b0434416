import type { EmulatedAnswer, EmulatedRequest } from '../../../message.js';
import { writeContract } from '../../contract.js';
import type { Row } from '../../fixtures/absence.js';
import { serialOf } from '../../fixtures/identifier.js';
import { stateOf } from '../../fixtures/instance.js';
import type { ContractState } from '../../fixtures/subscriber.js';
import { toLocalInstant } from '../../wire/calendar.js';
import { planOf } from '../catalogue/plan.js';
import { type CloudInstance, clientsOf } from '../state/instance.js';
import { contractsOf, type OwnedContract } from '../state/seed.js';
import { localeOf, record, refuse } from '../wire/envelope.js';
import { byTime, type Filters, when } from '../wire/filter.js';
import { page } from '../wire/page.js';

const minuteMs = 60_000;

function createdAt({ contract }: OwnedContract): string {
  return toLocalInstant(new Date(Date.parse('2021-02-23T17:45:58.152Z') + serialOf(contract.id) * minuteMs));
}

const soonMs = 5_000;

/** State of a service: a promise or a payment may hold it (cloud contract 3.4, A-11, A-17). */
export function serviceState(instance: CloudInstance, { contract }: OwnedContract): ContractState {
  const { state, settings, today, now } = instance;
  if ((state.enabled.get(contract.id) ?? Number.POSITIVE_INFINITY) <= now().getTime()) return 'enabled';
  const hasEffect: Readonly<Record<typeof settings.promiseEffect, (createdAt: string) => boolean>> = {
    atOnce: () => true,
    soon: (createdAt) => Date.parse(createdAt) + soonMs <= now().getTime(),
    nextDay: (createdAt) => createdAt.slice(0, 10) < today(),
    never: () => false,
  };
  const promises = state.promises.filter(({ createdAt }) => hasEffect[settings.promiseEffect](createdAt));
  return stateOf({ promises, today }, contract);
}

/** A row of contracts (cloud contract 2.4): `state` is the service's (T6), each contract has its own (T12). */
function writeCloudContract(instance: CloudInstance, owned: OwnedContract): Row {
  const { owner, contract } = owned;
  const row = writeContract({ promises: instance.state.promises, today: instance.today }, owner, contract);
  const plan = planOf(contract.planId);
  return {
    ...row,
    ...(contract.absence === 'usual' ? { created_at: createdAt(owned) } : {}),
    state: serviceState(instance, owned),
    ...(instance.settings.contractNames ? { plan_name: plan?.name ?? null, client_name: owner.name } : {}),
  };
}

/** The filters of cloud contract 1.4. */
function contractFilters(instance: CloudInstance): Filters<OwnedContract> {
  const { settings } = instance;
  return {
    ...when<OwnedContract>(settings.idFilter === 'works', {
      client_id_eq: ({ owner }, value) => owner.id === value.toLowerCase(),
      public_id_eq: ({ contract }, value) => String(contract.publicId) === value,
    }),
    ...when<OwnedContract>(settings.documentFilter === 'works', {
      client_national_identification_number_eq: ({ owner }, value) => owner.dni === value,
    }),
    ...byTime('created_at', createdAt),
    ...when<OwnedContract>(settings.contractState === 'works', {
      state_eq: (owned, value) => serviceState(instance, owned) === value,
    }),
    ...when<OwnedContract>(settings.contractsByClient === 'works', {
      client_id: ({ owner }, value) => owner.id === value.toLowerCase(),
    }),
    ...when<OwnedContract>(settings.updatedAfter === 'works', { updated_after: () => false }),
  };
}

export function listContracts(instance: CloudInstance, { query }: EmulatedRequest): EmulatedAnswer {
  return page(instance, query, {
    object: 'contract',
    items: contractsOf(clientsOf(instance)),
    filters: contractFilters(instance),
    write: (owned) => writeCloudContract(instance, owned),
  });
}

export function findContract(instance: CloudInstance, id: string): OwnedContract | undefined {
  return contractsOf(clientsOf(instance)).find(({ contract }) => contract.id === id.toLowerCase());
}

export function showContract(instance: CloudInstance, { query }: EmulatedRequest, id: string): EmulatedAnswer {
  const found = findContract(instance, id);
  if (found === undefined) return refuse({ status: 404 }, localeOf(query));
  return record('contract', writeCloudContract(instance, found), instance.settings.recordAs);
}
