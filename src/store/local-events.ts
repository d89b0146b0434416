import { EventEmitter } from 'node:events';
import type { EventBus, Events } from './store.js';

/** Events within this process: heard before `publish` answers. */
export function createLocalEvents(): EventBus {
  const emitter = new EventEmitter().setMaxListeners(0);
  const publish: EventBus['publish'] = async (topic, event) => {
    emitter.emit(topic, event);
  };
  return {
    publish,
    purge: (clientId) => publish('client-purged', { clientId }),
    subscribe: (topic, listener) => {
      // One function may listen twice, and each time stops for itself.
      const hear = (event: Events[typeof topic]): void => listener(event);
      emitter.on(topic, hear);
      return () => emitter.off(topic, hear);
    },
  };
}
