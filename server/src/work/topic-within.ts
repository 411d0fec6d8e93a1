import { perServer } from './services.ts';
import type { Work } from './work.ts';

/** What follows in the work itself, and is waited for. A listener that fails is logged and the others run. */
export interface TopicWithin<T> {
  subscribe(services: Work['services'], listener: (work: Work, happened: T) => Promise<void>): void;
  tell(work: Work, happened: T): Promise<void>;
}

/** As `topic`, for what belongs to the work. */
export function topicWithin<T>(name: string): TopicWithin<T> {
  const listenersOf = perServer((): ((work: Work, happened: T) => Promise<void>)[] => []);
  return {
    subscribe: (services, listener) => void listenersOf(services).push(listener),
    async tell(work, happened) {
      for (const listener of listenersOf(work.services)) {
        try {
          await listener(work, happened);
        } catch (error) {
          work.services.log.error({ err: error, topic: name }, 'what follows an event failed');
        }
      }
    },
  };
}
