// Settings that are each within their bounds and do harm together.
import { readListen } from './forms.ts';
import type { Config } from './config.ts';

export interface Agreement {
  /** `Section.Key` of those that must agree. Their defaults do. */
  readonly settings: readonly string[];
  /** What must hold, as a sentence for the person who changes one of them. */
  readonly sentence: string;
  holds(config: Config): boolean;
}

export const agreements: readonly Agreement[] = [
  {
    settings: ['EmailSettings.EnableSignInWithEmail', 'EmailSettings.EnableSignInWithUsername'],
    sentence:
      'EmailSettings.EnableSignInWithEmail and EmailSettings.EnableSignInWithUsername must not both be false, or nobody could sign in.',
    holds: ({ EmailSettings }) => EmailSettings.EnableSignInWithEmail || EmailSettings.EnableSignInWithUsername,
  },
  {
    settings: ['MetricsSettings.Enable', 'MetricsSettings.ListenAddress', 'ServiceSettings.ListenAddress'],
    sentence:
      'MetricsSettings.ListenAddress and ServiceSettings.ListenAddress must have different ports while MetricsSettings.Enable is true, or the server could not start.',
    holds({ MetricsSettings, ServiceSettings }) {
      const port = readListen(MetricsSettings.ListenAddress)?.port;
      return !MetricsSettings.Enable || port === 0 || port !== readListen(ServiceSettings.ListenAddress)?.port;
    },
  },
];
