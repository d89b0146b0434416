import { createMemoryStore } from '../../../src/store/memory/memory.js';
import { describeStore } from '../contract.js';

describeStore(
  'the store in memory',
  async (limits, outboxLimits) => {
    let now = 0;
    const store = createMemoryStore({ clock: () => now, outboxLimits, ...(limits === undefined ? {} : { limits }) });
    return {
      store,
      elapse: async (ms) => {
        now += ms;
      },
      close: () => store.close(),
    };
  },
  2_000,
);
