import { toDay } from '../../../../model/calendar.js';
import { BadUserInput, UpstreamError } from '../../../../model/errors.js';
import type { PromisePolicy } from '../../../../model/payment-promise.js';
import type { PromisePort } from '../../../backend.js';
import { readPromise } from '../../payment-promise.js';
import { type CloudSession, defineRoute } from '../protocol/session.js';

const promisesRoute = defineRoute('/contracts/{id}/payment_promises');

/** `POST` of a promise (cloud contract 3.4), sent once: all that is not clear is unknown. */
export function createCloudPromises(session: CloudSession, policy: PromisePolicy): PromisePort {
  return {
    policy,
    promisesFor: 'contract',
    create: async ({ contract }, validUntil, call) => {
      if (contract === null) throw new BadUserInput('contractId');
      const day = toDay(validUntil);
      if (day === null) throw new BadUserInput('validUntil');
      try {
        const json = { valid_until: day };
        const reading = await session.post({ route: promisesRoute, id: contract.contractId }, json, call);
        return readPromise(reading, contract, day);
      } catch (error) {
        if (error instanceof UpstreamError && error.mayHaveArrived) return { kind: 'unknown' };
        throw error;
      }
    },
  };
}
