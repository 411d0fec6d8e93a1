/**
 * Carries what one process did to every process. Messages of one process arrive everywhere in the order in which it sent
 * them. Drivers stand in `drivers/`; `none` is for a server of one process.
 */
export interface Bus<Message> {
  /**
   * Hands the message to all processes, to this one before it returns. The promise, if any, resolves when this process has
   * done what the message asks of it; it never rejects.
   */
  send(message: Message): Promise<void> | undefined;
  /** Where this process takes messages, its own included. Once, before the first is sent. */
  receive(take: (message: Message) => Promise<void> | undefined): void;
  close(): Promise<void>;
}
