import { perServer, wholeServer, type Services } from './services.ts';

export type Listener<T> = (services: Services, happened: T) => Promise<void> | void;

/** Told with `tell` of a work. */
export interface Topic<T> {
  subscribe(services: Services, listener: Listener<T>): void;
  /** Returns at once: what follows never delays the work. A listener that fails is logged and the others run. */
  run(services: Services, happened: T): void;
}

/**
 * What an area announces so that areas further down may follow, without knowing them: best effort, in this process, in a
 * work of their own. All subscriptions stand in features/after.ts.
 */
export function topic<T>(name: string): Topic<T> {
  const listenersOf = perServer((): Listener<T>[] => []);
  const tellOne = async (services: Services, listener: Listener<T>, happened: T): Promise<void> => {
    try {
      await listener(services, happened);
    } catch (error) {
      services.log.error({ err: error, topic: name }, 'what follows an event failed');
    }
  };
  return {
    subscribe: (services, listener) => void listenersOf(services).push(listener),
    run(services, happened) {
      const server = wholeServer(services);
      for (const listener of listenersOf(server)) void tellOne(server, listener, happened);
    },
  };
}
