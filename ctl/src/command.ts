/** A verb of the command line as data: what `innermost help` prints and what it runs come from one declaration. */
import type { Client } from '@innermost/client/http.ts';
import type { Checks } from './checks.ts';
import type { Credentials, Environment } from './credentials.ts';

export interface Flag {
  /** What follows the flag, for the help; absent: the flag stands alone. */
  readonly value?: string;
  readonly text: string;
}

export interface Invocation {
  /** Of the server, without a trailing slash. */
  readonly url: string;
  /**
   * A client that may do everything without signing in: through the control socket of a server that runs here. Undefined
   * where an address was given or none runs here.
   */
  readonly beside: Client | undefined;
  /** What stands behind the verb, as many as `Command.args` names. */
  readonly args: readonly string[];
  readonly flags: Readonly<Record<string, string | undefined>>;
  readonly env: Environment;
  readonly checks: Checks;
  /** What was asked for: lines for people, and the value itself, under `result`, for `--json`. Once. */
  show(value: unknown, lines: readonly string[]): void;
  /** From MM_USER and MM_PASSWORD, or by asking; throws UsageError where nobody can be asked. */
  credentials(): Promise<Credentials>;
}

export interface Command {
  readonly name: string;
  /** What stands behind the verb, for the help: `<name>`. */
  readonly args?: readonly string[];
  readonly summary: string;
  /** Sentences for `innermost <verb> --help`. */
  readonly about: string;
  readonly flags: Readonly<Record<string, Flag>>;
  /** Goes through the control socket where a server runs here and no address was given. */
  readonly besideServer?: boolean;
  /** Says what to do next when all checks have passed. */
  run(invocation: Invocation): Promise<string>;
}

export function command(name: string, declaration: Omit<Command, 'name'>): Command {
  return { name, ...declaration };
}
