import type { EventBus, Events } from '../store.js';

type Hear = (event: Events[keyof Events]) => void;

/** Events within this process: heard before `publish` answers. Thousands may listen, and leave all at once. */
export function createLocalEvents(): EventBus {
  const listeners = new Map<keyof Events, Set<Hear>>();
  const publish: EventBus['publish'] = async (topic, event) => {
    for (const hear of listeners.get(topic) ?? []) hear(event);
  };
  return {
    publish,
    purge: (clientId) => publish('client-purged', { clientId }),
    subscribe: (topic, listener) => {
      // One function may listen twice, and each time stops for itself.
      const hear: Hear = (event) => listener(event as Events[typeof topic]);
      const all = listeners.get(topic) ?? new Set<Hear>();
      listeners.set(topic, all.add(hear));
      return () => all.delete(hear);
    },
  };
}
