/**
 * A reason not to start that the operator can act on. The message is one sentence that names the cause and the
 * remedy; `main.ts` prints it without a stack and exits with code 1.
 */
export class StartupError extends Error {
  override readonly name = 'StartupError';
}
