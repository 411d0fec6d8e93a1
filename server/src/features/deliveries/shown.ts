/** What the log shows of a delivery: bounded, and without what lets somebody else act as one of the two sides. */
import { hideInFields, hideInText } from '../../platform/log/hide-secrets.ts';

/** Bytes of a body that are kept. */
export const keptOfBody = 16_384;
/** Characters of a header, and of one text within a body. */
const longestText = 4_096;
const hidden = '[hidden]';

/** `secrets`: texts that are hidden wherever they stand, such as the token of the hook. */
export function shownBody(body: string, type: string, secrets: readonly string[]): string {
  const known = hideKnown(body, secrets);
  return cut(storable(hideInText(shownByType(known, type))), keptOfBody);
}

function shownByType(body: string, type: string): string {
  if (/\bjson\b/.test(type)) {
    try {
      const value: unknown = JSON.parse(body);
      // A list is no object with names, but what is in it is.
      return JSON.stringify(hideInFields({ value }, longestText)['value']) ?? body;
    } catch {
      return body;
    }
  }
  if (!/\bx-www-form-urlencoded\b/.test(type)) return body;
  return [...new URLSearchParams(body)].map(([name, value]) => `${name}=${shownField(name, value)}`).join('&');
}

const shownField = (name: string, value: string): string => String(hideInFields({ [name]: value }, longestText)[name]);

/** JSON text. */
export function shownHeaders(headers: Readonly<Record<string, unknown>>, secrets: readonly string[]): string {
  const shown = Object.entries(headers).map(([name, value]) => {
    const text = Array.isArray(value) ? value.join(', ') : String(value);
    const isSecret = /cookie|auth|token|key|secret|signature/i.test(name);
    return [name, isSecret ? hidden : cut(storable(hideInText(hideKnown(text, secrets))), longestText)];
  });
  return JSON.stringify(Object.fromEntries(shown));
}

/** The address; of parts of its path that look drawn at random, and of its query, only that they are there. */
export function shownTarget(url: URL, secrets: readonly string[]): string {
  const path = url.pathname.split('/').map((part) => (isOpaque(part) ? hidden : part));
  const query = [...url.searchParams.keys()].map((name) => `${name}=${hidden}`).join('&');
  const shown = `${url.origin}${path.join('/')}${query === '' ? '' : `?${query}`}`;
  return cut(hideKnown(shown, secrets), longestText);
}

/** Hooks of most products have such a part, and whoever knows it may post. */
const isOpaque = (part: string): boolean => part.length >= 16 && (/\d/.test(part) || part.length >= 24);

function hideKnown(text: string, secrets: readonly string[]): string {
  return secrets.reduce((shown, secret) => (secret === '' ? shown : shown.replaceAll(secret, hidden)), text);
}

/** PostgreSQL takes no NUL in a text, and no half of a character. */
const storable = (text: string): string => text.replaceAll('\0', '\u{fffd}').toWellFormed();

/** At most so many bytes, and never half a character. */
function cut(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text;
  const kept = new TextDecoder().decode(Buffer.from(text).subarray(0, bytes), { stream: true });
  return `${kept}…`;
}
