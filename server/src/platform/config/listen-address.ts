import { StartupError } from '../startup-error.ts';
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
  const match = /^(?:\[([^\]]+)\]|([^:]*)):(\d{1,5})$/.exec(text.trim());
  const port = Number(match?.[3]);
  if (match && port <= 65_535) return { host: (match[1] ?? match[2]) || undefined, port };
  const variable = declared.find(({ name }) => name === setting)?.variable;
  throw new StartupError(
    `The listen address "${text}" is not of the form host:port; correct ${setting}${variable ? ` (${variable})` : ''}.`,
  );
}
