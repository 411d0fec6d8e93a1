/** The administrator's name and password: from the environment, or asked of the person at the terminal. */
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import * as common from '@zxcvbn-ts/language-common';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

export interface Credentials {
  /** A username or an e-mail address. */
  readonly user: string;
  readonly password: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** The password that examples and images ship with; nobody may keep it. */
export const defaultPassword = 'changemeplease';

export async function readCredentials(env: Environment, terminal: Terminal): Promise<Credentials> {
  const missing = ['MM_USER', 'MM_PASSWORD'].filter((name) => !env[name]);
  if (missing.length > 0 && !terminal.isInteractive) {
    throw new UsageError(
      `${missing.join(' and ')} must be set in the environment: the name and the password of the system administrator.`,
    );
  }
  const user = env['MM_USER'] || (await terminal.ask('Administrator (username or e-mail): ')).trim();
  const password = env['MM_PASSWORD'] || (await terminal.askHidden(`Password of ${user}: `));
  if (!user || !password) throw new UsageError('A name and a password are needed.');
  return { user, password };
}

/** Common passwords and names, keys that lie beside each other, years, and the usual replacements in all of them. */
const guesser = new ZxcvbnFactory({ dictionary: common.dictionary, graphs: common.adjacencyGraphs });
/** Of 4; below it somebody who knows the hashes needs minutes. */
const leastScore = 3;

/** Why this password is not good enough for an administrator, as half a sentence; undefined when it is. */
export function weaknessOf({ user, password }: Credentials): string | undefined {
  const name = user.split('@')[0]?.toLowerCase() ?? '';
  if (password.toLowerCase() === defaultPassword) return 'is the default password, which everyone knows';
  if (password.length < 10) return 'has fewer than 10 characters';
  if (new TextEncoder().encode(password).length > 72) return 'has more than 72 bytes, the most the server can store';
  if (name.length > 2 && password.toLowerCase().includes(name)) return 'contains the name of the account';
  if (new Set(password).size < 5) return 'repeats fewer than 5 different characters';
  if (/^\d{1,13}$/.test(password)) return 'has only digits';
  if (guesser.check(password, [name, 'innermost', 'mattermost']).score < leastScore)
    return 'is a well-known one or nearly one, and soon guessed';
  return undefined;
}
