import type { Fact, FactKind } from './facts.ts';
import type { Message } from './message.ts';
import type { Services, WholeServer } from './services.ts';

/** For when what is remembered may be wrong, and events may have been missed: every process reads anew. */
export async function distrust({ bus }: Services): Promise<void> {
  const fact = { kind: 'everything', events_missed: true } as const;
  await bus.send({ facts: [fact], emissions: [], versions: {} });
}

/** What is done about each kind of fact, in every process. Synchronous but for what has to be read anew. */
export type Forgetting = {
  readonly [Kind in FactKind]: (
    services: WholeServer,
    fact: Extract<Fact, { kind: Kind }>,
  ) => Promise<void> | undefined | void;
};

/**
 * Takes the messages of the bus: facts first, then events, each in order. What they tell of is written, so nothing that
 * fails here may keep the rest from being done.
 */
export function receiver(
  services: WholeServer,
  forgetting: Forgetting,
): (message: Message) => Promise<void> | undefined {
  const { hub, log } = services;

  function forget(fact: Fact): Promise<void> | undefined {
    const failed = (error: unknown) => log.error({ err: error, fact: fact.kind }, 'what changed was not forgotten');
    try {
      // The entry is that of the fact's own kind.
      const doing = forgetting[fact.kind](services, fact as never);
      return doing instanceof Promise ? doing.catch(failed) : undefined;
    } catch (error) {
      failed(error);
      return undefined;
    }
  }

  function publish({ emissions }: Message): void {
    for (const emission of emissions) {
      try {
        hub.publish([emission]);
      } catch (error) {
        log.error({ err: error, event: emission.event }, 'an event could not be sent');
      }
    }
  }

  return (message) => {
    let reading: Promise<void>[] | undefined;
    for (const fact of message.facts) {
      const doing = forget(fact);
      if (doing) (reading ??= []).push(doing);
    }
    if (reading) return Promise.all(reading).then(() => publish(message));
    publish(message);
    return undefined;
  };
}
