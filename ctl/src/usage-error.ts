/** The command line itself is wrong; the message says how it would be right. Exit code 1. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
