import { StartupError } from '../startup-error.ts';
import { readListen } from './forms.ts';
import { declared } from './tree.ts';

export interface ListenAddress {
  /** Undefined: every address of this machine. */
  readonly host: string | undefined;
  readonly port: number;
}

/**
 * Reads `:8065`, `0.0.0.0:8065`, `chat.example.org:8065` or `[::1]:8065`. Throws a `StartupError` that names the setting,
 * `Section.Key`, and its variable.
 */
export function readListenAddress(text: string, setting: string): ListenAddress {
  const address = readListen(text);
  if (address) return address;
  const variable = declared.find(({ name }) => name === setting)?.variable;
  throw new StartupError(
    `The listen address "${text}" is not of the form host:port; correct ${setting}${variable ? ` (${variable})` : ''}.`,
  );
}
