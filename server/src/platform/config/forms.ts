// What a text in the configuration must look like. Each form is as lenient as what reads the text.
import { BlockList, isIP } from 'node:net';
import { turnsDirection } from '@innermost/protocol/limits.ts';
import { AddressList } from '../http/addresses.ts';

export interface TextForm {
  /** For the table in the docs. */
  readonly name: string;
  /** Completes "must be …". */
  readonly expected: string;
  accepts(text: string): boolean;
}

const longest = 4096;
// Line ends and tabs stay: banners and sign-in pages hold Markdown.
const hasControls = (text: string) => /\p{Cc}/u.test(text.replace(/[\t\r\n]/g, ''));

/** A text of up to `most` characters without control characters. */
export function upTo(most: number): TextForm {
  return {
    name: 'text',
    expected: `a text of at most ${most} characters without control characters`,
    accepts: (text) => text.length <= most && !hasControls(text),
  };
}

export const plainText = upTo(longest);

/** One line, with or without a further rule. Empty is nothing set, and always good. */
function line(name: string, expected: string, accepts: (text: string) => boolean): TextForm {
  return {
    name,
    expected,
    accepts: (text) => text === '' || (text.length <= longest && !/\p{Cc}/u.test(text) && accepts(text)),
  };
}

/** Each of the words, between which are spaces or commas. */
const everyWord = (accepts: (word: string) => boolean) => (text: string) =>
  text.split(/[\s,]+/).every((word) => word === '' || accepts(word));

function isAddress(text: string, schemes: readonly string[]): boolean {
  if (/\s/.test(text) || !URL.canParse(text)) return false;
  const url = new URL(text);
  return schemes.includes(url.protocol) && url.hostname !== '';
}

/** One line of up to `most` characters. */
function oneLineOf(most: number): TextForm {
  return line('text', `one line of at most ${most} characters`, (text) => text.length <= most);
}

export const oneLine = oneLineOf(longest);

/** What titles and mails show: without controls that turn the direction of what stands around it. */
export const displayName = line(
  'name',
  'a name of at most 100 characters without direction controls',
  (text) => text.length <= 100 && !turnsDirection(text),
);

/** The name of a file, never a path. */
export const fileName = line(
  'file name',
  'the name of a file, or empty',
  (text) => /^[\w.@ -]{1,255}$/.test(text) && !text.startsWith('.'),
);

export const addressForm = line('address', 'an address such as https://chat.example.org, or empty', (text) =>
  isAddress(text, ['http:', 'https:']),
);

/** Paths are part of it where the site lives below one; queries and fragments never are. */
export const siteAddress = line(
  'address',
  'an http or https address such as https://chat.example.org, without query, user or fragment, or empty',
  (text) => {
    if (!isAddress(text, ['http:', 'https:'])) return false;
    const { search, hash, username } = new URL(text);
    return search === '' && hash === '' && username === '' && !/[;,?#]/.test(text);
  },
);

export const socketAddress = line('address', 'an address such as wss://chat.example.org, or empty', (text) =>
  isAddress(text, ['ws:', 'wss:', 'http:', 'https:']),
);

/** Clients show these as links, so nothing that runs in the page may be one. */
export const link = line('link', 'an http, https or mailto address, a path that begins with /, or empty', (text) => {
  if (text.startsWith('/')) return !text.startsWith('//') && !/\s/.test(text);
  return isAddress(text, ['http:', 'https:']) || (/^mailto:\S+$/i.test(text) && URL.canParse(text));
});

export const listenForm: TextForm = {
  name: 'listen address',
  expected: 'an address and port such as :8065, 127.0.0.1:8065 or [::1]:8065',
  accepts: (text) => readListen(text) !== undefined,
};

/** Host, undefined for every address of this machine, and port. */
export function readListen(text: string): { host: string | undefined; port: number } | undefined {
  const match = /^(?:\[([0-9a-fA-F:.]+)\]|([A-Za-z0-9.-]*)):(\d{1,5})$/.exec(text.trim());
  const port = Number(match?.[3]);
  if (!match || port > 65_535 || (match[1] !== undefined && isIP(match[1]) !== 6)) return undefined;
  return { host: (match[1] ?? match[2]) || undefined, port };
}

export const host = line('host', 'the name or address of a machine, or empty', (text) =>
  /^[A-Za-z0-9._:[\]-]{1,255}$/.test(text),
);

export const hostAndPort = line('host:port', 'a host and port such as cache.example.org:6379, or empty', (text) => {
  const match = /^(?:\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]{1,253}):(\d{1,5})$/.exec(text);
  return match !== null && Number(match[1]) >= 1 && Number(match[1]) <= 65_535;
});

export const port = line('port', 'a port from 1 to 65535, or empty', (text) => {
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
});

/** What browsers send as `Origin`, or `*`. */
export const origins = line(
  'origins',
  'addresses such as https://chat.example.org separated by spaces, *, or empty',
  (text) => text.split(/\s+/).every((word) => word === '' || word === '*' || isAddress(word, ['http:', 'https:'])),
);

/** A source of a Content-Security-Policy: never a `;` or `,`, which would begin another directive or policy. */
export const frameOrigins = line(
  'origins',
  "origins such as https://portal.example.org or https://*.example.org separated by spaces, 'self', or empty",
  (text) => text.split(' ').every((word) => word === '' || isFrameSource(word)),
);

function isFrameSource(word: string): boolean {
  if (word === "'self'") return true;
  if (/^(?:https?|wss?):$/.test(word)) return true;
  return /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:\*\.)?[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*(?::(?:\d{1,5}|\*))?$/.test(word);
}

/** Names of headers separated by spaces. */
export const headerNames = line('header names', 'names of headers separated by spaces, or empty', (text) =>
  text.split(/\s+/).every((word) => word === '' || isHeaderName(word)),
);
export const headerName = line('header name', 'the name of a header, or empty', isHeaderName);

function isHeaderName(word: string): boolean {
  return word.length <= 256 && /^[\w!#$%&'*+.^`|~-]+$/.test(word);
}

/** Mail domains and hosts: `example.org`, `mail.example.org`. */
export const domains = line(
  'domains',
  'domains such as example.org separated by commas or spaces, or empty',
  everyWord((word) => /^@?(?:\*\.)?[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)*\.?$/u.test(word)),
);

/** An address of the internet protocol or a range of them. */
function isNetwork(text: string): boolean {
  const [base = '', bits, ...rest] = text.split('/');
  const family = isIP(base);
  if (family === 0 || rest.length > 0) return false;
  if (bits === undefined) return true;
  if (!/^\d{1,3}$/.test(bits) || Number(bits) > (family === 4 ? 32 : 128)) return false;
  new BlockList().addSubnet(base, Number(bits), family === 4 ? 'ipv4' : 'ipv6');
  return true;
}

export const hostsAndNetworks = line(
  'hosts and networks',
  'hosts, IP addresses and ranges such as 10.0.0.0/8 separated by spaces or commas, or empty',
  everyWord((word) =>
    word.includes('/')
      ? isNetwork(word)
      : isIP(word) !== 0 || /^(?:\*\.)?[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*(?::\d{1,5})?$/.test(word),
  ),
);

/** One address or range, never a name: names are whose the resolver says they are. */
export const network = line(
  'IP address or network',
  'an IP address, or a network such as 10.0.0.0/8',
  (text) => new AddressList([text]).unusable.length === 0,
);

export const mailAddress = line('e-mail address', 'an e-mail address such as chat@example.org, or empty', (text) =>
  /^[^\s@<>,;]+@[^\s@<>,;]+$/.test(text),
);

/** Older buckets have capitals and underscores. */
export const bucket = line('bucket', 'the name of a bucket, or empty', (text) => /^[\w.-]{3,255}$/.test(text));

/** With what is put below it, a key has to fit into the 1024 bytes of S3. */
export const folderInBucket = line(
  'folder',
  'a path of at most 120 bytes such as chat/files, without . and .., or empty',
  (text) => Buffer.byteLength(text) <= 120 && !text.split('/').some((name) => name === '.' || name === '..'),
);

export const timeOfDay = line('time of day', 'a time of day such as 02:00', (text) =>
  /^(?:[01]?\d|2[0-3]):[0-5]\d$/.test(text),
);

/** Clients put it into a style sheet. */
export const colourForm = line('colour', 'a colour such as #2389D7, or empty', (text) =>
  /^(?:#[0-9a-fA-F]{3,8}|[a-zA-Z]{1,30}|(?:rgb|hsl)a?\([\d\s.,%/]{1,60}\))$/.test(text),
);

export const language = line('language', 'a language such as en or pt-BR, or empty', isLanguage);
export const languages = line(
  'languages',
  'languages such as en, de, pt-BR separated by commas, or empty',
  everyWord(isLanguage),
);

/** No longer than the column that keeps a person's language. */
function isLanguage(word: string): boolean {
  return word.length <= 5 && /^[A-Za-z]{2,3}(?:-[A-Za-z]{2})?$/.test(word);
}

export const version = line('version', 'a version such as 5.10.0, or empty', (text) =>
  /^v?\d{1,6}(?:\.\d{1,6}){0,3}(?:[-+][0-9A-Za-z.-]{1,64})?$/.test(text),
);

/** `mmauth://`, or `mmauth`. Those that run in the page of a browser are never links. */
export const scheme = line(
  'scheme',
  'an address scheme such as mmauth, but not one that runs scripts',
  (text) =>
    /^[A-Za-z][A-Za-z0-9+.-]{0,63}(?::(?:\/\/)?)?$/.test(text) &&
    !/^(?:javascript|data|vbscript|blob|file)\b/i.test(text),
);

export const key = line('name', 'a name of letters, digits, - and _, or empty', (text) => /^[\w-]{1,64}$/.test(text));
