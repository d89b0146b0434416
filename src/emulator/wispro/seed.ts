import type { Absence } from './absence.js';
import { accessServers, createContract, createInvoice, createInvoices, createSubscriber } from './builder.js';
import { monthBefore } from './calendar.js';
import { plantedSecrets, wisproCases } from './cases.js';
import type { Invoice, Subscriber } from './subscriber.js';

/** The month the planted invoices are of, whatever the clock says, as in the contract's samples. */
const march = '2025-03-01';
const february = monthBefore(march, 1);

/** The planted subscribers of `wisproCases`, in its order. */
export function createPlanted(): readonly Subscriber[] {
  return [
    createPaidAndPending(),
    createThreeContracts(),
    createSuspended(wisproCases.suspended),
    createSubscriber(wisproCases.withoutContracts, {}),
    createPlain(wisproCases.dottedDni),
    createCompany(),
    createPlain(wisproCases.sharedDniFirst),
    createPlain(wisproCases.sharedDniSecond),
    createManyInvoices(),
    createPlain(wisproCases.paddedCod),
    createPlain(wisproCases.plainCod),
    createAbsent(wisproCases.nulls, 'null'),
    createAbsent(wisproCases.blanks, 'blank'),
    createAbsent(wisproCases.missing, 'missing'),
    createEveryState(),
    createSuspended(wisproCases.suspendedToo),
    createStranger(),
  ];
}

function createPaidAndPending(): Subscriber {
  const { contracts, invoices } = wisproCases.paidAndPending;
  const contractId = contracts.enabled;
  return createSubscriber(wisproCases.paidAndPending, {
    contracts: [createContract(contractId)],
    invoices: [
      createInvoice(invoices.pending, march, { contractId }),
      createInvoice(invoices.paid, february, { contractId, state: 'paid' }),
    ],
  });
}

function createThreeContracts(): Subscriber {
  const { contracts, invoices } = wisproCases.threeContracts;
  return createSubscriber(wisproCases.threeContracts, {
    contracts: [
      createContract(contracts.enabled),
      createContract(contracts.disabled, { state: 'disabled', server: accessServers[1] }),
      createContract(contracts.alerted, { state: 'alerted' }),
    ],
    invoices: [
      createInvoice(invoices.enabled, march, { contractId: contracts.enabled }),
      createInvoice(invoices.disabled, march, { contractId: contracts.disabled }),
      createInvoice(invoices.alerted, march, { contractId: contracts.alerted }),
    ],
  });
}

function createSuspended(planted: (typeof wisproCases)['suspended' | 'suspendedToo']): Subscriber {
  const { contracts, invoices } = planted;
  return createSubscriber(planted, {
    contracts: [createContract(contracts.disabled, { state: 'disabled' })],
    invoices: [createInvoice(invoices.pending, march, { contractId: contracts.disabled, cents: 1_234_550 })],
  });
}

function createCompany(): Subscriber {
  const { contracts, invoices } = wisproCases.company;
  return createSubscriber(wisproCases.company, {
    contracts: [createContract(contracts.enabled, { absence: 'emptyStrings' })],
    invoices: [createInvoice(invoices.pending, march, { contractId: contracts.enabled, cents: 9_876_543 })],
  });
}

function createManyInvoices(): Subscriber {
  const { contracts, invoices } = wisproCases.manyInvoices;
  return createSubscriber(wisproCases.manyInvoices, {
    contracts: [createContract(contracts.enabled)],
    invoices: createInvoices(Object.values(invoices), march, (index) => ({
      contractId: contracts.enabled,
      state: index === 0 ? 'pending' : 'paid',
    })),
  });
}

function createAbsent(
  planted: typeof wisproCases.nulls | typeof wisproCases.blanks | typeof wisproCases.missing,
  absence: Absence,
) {
  const { contracts, invoices } = planted;
  return createSubscriber(planted, {
    absence,
    password: plantedSecrets.clientPassword,
    extra: { nuevo_campo: { valor: 1, lista: [true, null] }, otro_campo: 'desconocido' },
    contracts: [createContract(contracts.enabled, { absence })],
    invoices: [
      createInvoice(invoices.pending, march, { absence }),
      createInvoice(invoices.paid, february, { absence, state: 'paid' }),
    ],
  });
}

function createEveryState(): Subscriber {
  const { contracts, invoices } = wisproCases.everyState;
  const contractId = contracts.enabled;
  const facts: Readonly<Record<keyof typeof invoices, Partial<Invoice>>> = {
    draft: { number: null, issuedAt: null, moneyAs: 'number' },
    issuing: { number: '', cents: 1_500_050 },
    authorizing: { moneyAs: 'comma' },
    authorizing_error: { contractId: null },
    pending: { moneyAs: 'comma', cents: 1_500_050, firstDueDate: '2025-03-10T23:30:00.000-03:00' },
    paid: { moneyAs: 'number', cents: 1_500_050 },
    void: { secondDueDate: null },
  };
  return createSubscriber(wisproCases.everyState, {
    leaky: true,
    contracts: [createContract(contractId)],
    invoices: (Object.keys(facts) as (keyof typeof facts)[]).map((state) =>
      createInvoice(invoices[state], march, { contractId, state, ...facts[state] }),
    ),
  });
}

function createStranger(): Subscriber {
  const { contracts, invoices } = wisproCases.stranger;
  return createSubscriber(wisproCases.stranger, {
    contracts: [createContract(contracts.enabled)],
    invoices: [createInvoice(invoices.foreign, march, { contractId: contracts.enabled, cents: 7_700_000 })],
  });
}

type PlainCase = (typeof wisproCases)['dottedDni' | 'sharedDniFirst' | 'sharedDniSecond' | 'paddedCod' | 'plainCod'];

/** One enabled contract with one pending invoice: what is odd about it is how it is found. */
function createPlain(planted: PlainCase): Subscriber {
  return createSubscriber(planted, {
    contracts: [createContract(planted.contracts.enabled)],
    invoices: [createInvoice(planted.invoices.pending, march, { contractId: planted.contracts.enabled })],
  });
}
