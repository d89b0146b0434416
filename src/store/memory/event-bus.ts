import type { EventBus, Events } from '../event-bus.js';

type Listen = (event: Events[keyof Events]) => void;

/** Events within this process, delivered before `publish` returns. Thousands of listeners may subscribe, and leave at once. */
export function createMemoryEvents(): EventBus {
  const listeners = new Map<keyof Events, Set<Listen>>();
  const publish: EventBus['publish'] = async (topic, event) => {
    for (const listen of listeners.get(topic) ?? []) listen(event);
  };
  return {
    publish,
    purge: (clientId) => publish('client-purged', { clientId }),
    subscribe: (topic, listener) => {
      // One function may listen twice, and each time stops for itself.
      const listen: Listen = (event) => listener(event as Events[typeof topic]);
      const all = listeners.get(topic) ?? new Set<Listen>();
      listeners.set(topic, all.add(listen));
      return () => all.delete(listen);
    },
  };
}
