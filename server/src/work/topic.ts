import { perServer, wholeServer, type Services } from './services.ts';

export type Listener<T> = (services: Services, happened: T) => Promise<void> | void;

export interface Topic<T> {
  subscribe(services: Services, listener: Listener<T>): void;
  /** Returns at once: what follows an event never delays it. A listener that fails is logged and the others run. */
  tell(services: Services, happened: T): void;
  /** For what belongs to the work itself: waits for the listeners, who have the services that are given. */
  told(services: Services, happened: T): Promise<void>;
}

/**
 * What an area announces so that areas further down may follow, without knowing them. All subscriptions stand in
 * features/after.ts.
 */
export function topic<T>(name: string): Topic<T> {
  const listenersOf = perServer((): Listener<T>[] => []);
  const run = async (services: Services, listener: Listener<T>, happened: T): Promise<void> => {
    try {
      await listener(services, happened);
    } catch (error) {
      services.log.error({ err: error, topic: name }, 'what follows an event failed');
    }
  };
  return {
    subscribe: (services, listener) => void listenersOf(services).push(listener),
    tell(services, happened) {
      const server = wholeServer(services);
      for (const listener of listenersOf(server)) void run(server, listener, happened);
    },
    async told(services, happened) {
      for (const listener of listenersOf(services)) await run(services, listener, happened);
    },
  };
}
