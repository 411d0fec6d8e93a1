/** Values of settings that open a door or blunt a lock, each with what to set instead. */
import type { Config } from '../commands/server/closed-settings.ts';

interface WeakSetting {
  section: string;
  key: string;
  /** True for a value that should not stand on a server that people rely on. */
  isWeak(value: unknown, config: Config): boolean;
  why: string;
  instead: string;
}

const on = (value: unknown): boolean => value === true;
const below = (least: number) => (value: unknown) => typeof value === 'number' && value < least;
const outside = (least: number, most: number) => (value: unknown) =>
  typeof value === 'number' && (value < least || value > most);
const words = (value: unknown): string[] =>
  (Array.isArray(value) ? value.map(String) : typeof value === 'string' ? value.split(/[\s,]+/) : []).filter(Boolean);
const names = (pattern: RegExp) => (value: unknown) => words(value).some((word) => pattern.test(word));

/** A network so wide that it names nearly everybody: `0.0.0.0/0`, `::/0`, up to /7. */
const everybody = /^\*$|^(?:[\d.]+|[\da-f:]+)\/[0-7]$/i;
const secure = 'false';

const weakSettings: readonly WeakSetting[] = [
  setting('PasswordSettings', 'MinimumLength', below(8), 'passwords may be shorter than 8 characters', '8 or more'),
  setting('ServiceSettings', 'MaximumLoginAttempts', outside(1, 50), 'passwords may be guessed for long', '10'),
  setting('ServiceSettings', 'EnableTesting', on, 'anybody may run test commands', secure),
  setting('ServiceSettings', 'EnableDeveloper', on, 'errors show the inside of the server', secure),
  setting('ServiceSettings', 'EnableInsecureOutgoingConnections', on, 'certificates are not checked', secure),
  setting(
    'ServiceSettings',
    'AllowCorsFrom',
    names(/^\*$/),
    'pages of every site may call the server',
    'the sites that need it, or nothing',
  ),
  setting(
    'ServiceSettings',
    'FrameAncestors',
    names(/^(?:\*|https?:)$/),
    'every site may show the client in a frame',
    'the sites that need it, or nothing',
  ),
  setting(
    'ServiceSettings',
    'AllowedUntrustedInternalConnections',
    names(everybody),
    'the server may be sent to every address inside',
    'the hosts that it needs',
  ),
  setting(
    'ServiceSettings',
    'SessionLengthWebInHours',
    outside(1, 8760),
    'a stolen session works for more than a year',
    '720',
  ),
  setting(
    'ServiceSettings',
    'SessionLengthMobileInHours',
    outside(1, 8760),
    'a stolen session works for more than a year',
    '720',
  ),
  setting(
    'ServiceSettings',
    'SessionLengthSSOInHours',
    outside(1, 8760),
    'a stolen session works for more than a year',
    '720',
  ),
  setting('ServiceSettings', 'TLSMinVer', names(/^1\.[01]$/), 'outdated encryption is accepted', '1.2'),
  setting('ServiceSettings', 'EnableAPIUserDeletion', on, 'accounts can be erased over the API', secure),
  setting('ServiceSettings', 'EnableAPITeamDeletion', on, 'teams can be erased over the API', secure),
  setting('ServiceSettings', 'EnableAPIChannelDeletion', on, 'channels can be erased over the API', secure),
  setting(
    'InnermostSettings',
    'TrustedProxies',
    names(everybody),
    'everybody may say where they come from',
    'the addresses of the proxies',
  ),
  setting('EmailSettings', 'SkipServerCertificateVerification', on, 'the mail server is not checked', secure),
  setting('LdapSettings', 'SkipCertificateVerification', on, 'the directory server is not checked', secure),
  setting('SqlSettings', 'Trace', on, 'statements are written to the log with what they carry', secure),
  setting('FileSettings', 'EnablePublicLink', on, 'whoever has a link reads a file without signing in', secure),
  setting(
    'MetricsSettings',
    'ListenAddress',
    reachableMetrics,
    'everybody on the network may read the metrics',
    '127.0.0.1:8067',
  ),
];

function setting(
  section: string,
  key: string,
  isWeak: WeakSetting['isWeak'],
  why: string,
  instead: string,
): WeakSetting {
  return { section, key, isWeak, why, instead };
}

function reachableMetrics(address: unknown, config: Config): boolean {
  return config['MetricsSettings']?.['Enable'] === true && !/^(?:127\.|localhost:|\[::1\])/.test(String(address));
}

export interface Weakness {
  /** `Section.Key`. */
  name: string;
  /** As half a sentence. */
  why: string;
  instead: string;
}

/** What an administrator should change; empty when nothing is weak. */
export function weaknessesOf(config: Config): Weakness[] {
  return weakSettings
    .filter(({ section, key, isWeak }) => isWeak(config[section]?.[key], config))
    .map(({ section, key, why, instead }) => ({ name: `${section}.${key}`, why, instead }));
}
