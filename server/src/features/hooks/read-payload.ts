/** From the body of a request to a payload, whichever of the three ways it was sent (wire/incoming-webhooks.md). */
import type { ErrorId } from '@innermost/protocol/errors.ts';
import { AppError } from '../../platform/http/errors.ts';
import { isTooDeep } from '../../platform/http/json.ts';
import { payloadOf, type Payload } from './payload.ts';
import { escapeRawBreaks } from './raw-breaks.ts';
import { storable } from './storable.ts';

const token = "[!#$%&'*+.^_`|~\\w-]+";
const mediaType = new RegExp(`^${token}(?:/${token})?$`);

function unreadable(part: 'decode' | 'media_type' | 'parse_form' | 'parse_multipart', detail: string): AppError {
  return new AppError(`web.incoming_webhook.${part}.app_error` satisfies ErrorId, {}, detail);
}

/** Where the parser stopped, without its own words, which quote the body. */
function placeOf(error: unknown): string {
  const [, line, column] = /line (\d+) column (\d+)/.exec(error instanceof Error ? error.message : '') ?? [];
  return line && column ? `It is no JSON from line ${line}, column ${column} on.` : 'It is no JSON.';
}

/** Beyond 15 digits a number of JavaScript may be another than was sent; as text it keeps all of them. */
function withAllDigits(_key: string, value: unknown, context?: { source?: string }): unknown {
  const source = context?.source ?? '';
  const digits = source.replace(/e.*$/i, '').replace(/^[-0.]+|\./g, '');
  return typeof value === 'number' && digits.length > 15 ? source : value;
}

const readJson = (text: string): unknown => JSON.parse(text, /\d[\d.]{15}/.test(text) ? withAllDigits : undefined);

function parseJson(text: string): unknown {
  if (text.trim() === '') throw unreadable('decode', 'The body is empty.');
  try {
    return readJson(text);
  } catch {
    try {
      return readJson(escapeRawBreaks(text));
    } catch (error) {
      throw unreadable('decode', placeOf(error));
    }
  }
}

function payloadOfJson(text: string): Payload | undefined {
  const value = parseJson(text);
  if (value === null) return undefined;
  if (isTooDeep(value)) throw unreadable('decode', 'It is nested too deeply.');
  // Only an escape can bring in what cannot be stored.
  return payloadOf(text.includes('\\u') ? storable(value) : value);
}

/** The bytes that a value of a form stands for. */
function formBytes(value: string): Buffer {
  const toByte = (_: string, hex: string): string => String.fromCharCode(Number.parseInt(hex, 16));
  return Buffer.from(value.replaceAll('+', ' ').replace(/%([0-9A-Fa-f]{2})/g, toByte), 'latin1');
}

function payloadOfForm(body: Buffer, charset: string | undefined): Payload | undefined {
  const text = body.toString('latin1');
  if (text.startsWith('payload={')) return payloadOfRawForm(body, charset);
  if (/%(?![0-9A-Fa-f]{2})/.test(text)) throw unreadable('parse_form', 'A percent sign begins no escape.');
  const pair = text.split('&').find((one) => one.startsWith('payload='));
  if (pair === undefined) throw unreadable('decode', 'The form has no field "payload".');
  return payloadOfJson(decoded(formBytes(pair.slice('payload='.length)), charset));
}

/** Scripts send the JSON of `payload` without escaping it: then the rest of the body is the JSON. */
function payloadOfRawForm(body: Buffer, charset: string | undefined): Payload | undefined {
  const raw = body.subarray('payload='.length);
  try {
    return payloadOfJson(decoded(formBytes(raw.toString('latin1').split('&', 1)[0] ?? ''), charset));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return payloadOfJson(decoded(raw, charset));
  }
}

const multipartFields = new Set(['text', 'username', 'icon_url', 'icon_emoji', 'channel', 'type']);

async function payloadOfMultipart(contentType: string, body: Buffer): Promise<Payload> {
  let form: FormData;
  try {
    // The platform's own parser reads whole bodies only, and this one is bounded and here already.
    form = await new Response(new Uint8Array(body), { headers: { 'Content-Type': contentType } }).formData();
  } catch {
    throw unreadable('parse_multipart', 'Its parts could not be told apart.');
  }
  const fields: Record<string, string> = {};
  for (const [name, value] of form) {
    if (typeof value !== 'string') continue;
    if (!multipartFields.has(name)) throw unreadable('parse_multipart', `There is no field "${name.slice(0, 40)}".`);
    fields[name] = value;
  }
  return payloadOf(storable(fields));
}

function charsetOf(contentType: string): string | undefined {
  return /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(contentType)?.[1]?.toLowerCase();
}

function decoderOf(charset: string): { decode(bytes: Buffer): string } {
  try {
    return new TextDecoder(charset);
  } catch {
    throw unreadable('media_type', `The charset "${charset.slice(0, 40)}" is not known.`);
  }
}

/** A byte order mark says more than a header, and without either it is UTF-8. */
function decoded(bytes: Buffer, charset = 'utf-8'): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return decoderOf('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return decoderOf('utf-16be').decode(bytes);
  return decoderOf(bytes.subarray(0, 3).equals(utf8Mark) ? 'utf-8' : charset).decode(bytes);
}

const utf8Mark = Buffer.from([0xef, 0xbb, 0xbf]);
const beginsAsJson = (text: string): boolean => /^\s*\{/.test(text);

/** Undefined when the payload is `null`. 400 with the reason's own id when it cannot be read. */
export async function readPayload(contentType: string, body: Buffer): Promise<Payload | undefined> {
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const head = body.toString('latin1', 0, 64);
  if (type === 'multipart/form-data' && !beginsAsJson(head)) return payloadOfMultipart(contentType, body);
  const charset = charsetOf(contentType);
  const text = decoded(body, charset);
  // Wire: what is plainly JSON is read as such, whatever its type says: curl calls every body a form.
  if (beginsAsJson(text)) return payloadOfJson(text);
  if (type !== '' && !mediaType.test(type)) throw unreadable('media_type', 'It is no media type.');
  const isForm = type === 'application/x-www-form-urlencoded' || head.startsWith('payload=');
  return isForm ? payloadOfForm(body, charset) : payloadOfJson(text);
}
