import { FetchError } from './errors.ts';

/** Characters; longer ones are no addresses but attacks on whoever reads them. */
const longest = 8_192;

/**
 * An address that may be called, as the standard of browsers reads it: `http://0x7f.1` is `http://127.0.0.1`. FetchError
 * `bad-address`.
 */
export function readAddress(text: string, base?: URL): URL {
  const url = text.length > longest ? null : URL.parse(text, base?.href);
  if (!url) throw new FetchError('bad-address', 'This is not an address.');
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new FetchError('bad-address', `An address has to begin with http:// or https://, not with ${url.protocol}`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new FetchError('bad-address', `The address at ${url.host} must not hold a name and password.`);
  }
  return url;
}

/** Whether what was meant for one may be told to the other: the same origin, or its move to HTTPS. */
export function isSameParty(one: URL, other: URL): boolean {
  if (one.origin === other.origin) return true;
  const isUsual = one.port === '' && other.port === '';
  return isUsual && one.protocol === 'http:' && other.protocol === 'https:' && one.hostname === other.hostname;
}
