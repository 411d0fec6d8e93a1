import type { Emission } from '../realtime/audience.ts';
import type { Fact } from './facts.ts';

/** What one commit changed and says, as the bus carries it: one message, so that nobody hears an event before the facts. */
export interface Message {
  readonly facts: readonly Fact[];
  readonly emissions: readonly Emission[];
  /**
   * By channel, the `lastpostat` that the commit gave it, in ms. It was taken under the lock of the channel's row and only
   * grows, so that of two messages from different processes the later one can be told. See decision 0021.
   */
  readonly versions: Readonly<Record<string, number>>;
}
