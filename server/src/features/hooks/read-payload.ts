/** From the body of a request to a payload, whichever of the three ways it was sent (wire/incoming-webhooks.md). */
import type { ErrorId } from '@innermost/protocol/errors.ts';
import { AppError } from '../../platform/http/errors.ts';
import { isTooDeep } from '../../platform/http/json.ts';
import type { HttpRequest } from '../../platform/http/message.ts';
import { payloadOf, type Payload } from './payload.ts';
import { escapeRawBreaks } from './raw-breaks.ts';
import { storable } from './storable.ts';

const token = "[!#$%&'*+.^_`|~\\w-]+";
const mediaType = new RegExp(`^${token}(?:/${token})?$`);

function unreadable(part: 'decode' | 'media_type' | 'parse_form' | 'parse_multipart', detail: string): AppError {
  return new AppError(`web.incoming_webhook.${part}.app_error` satisfies ErrorId, 400, {}, detail);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    try {
      return JSON.parse(escapeRawBreaks(text));
    } catch (error) {
      throw unreadable('decode', error instanceof Error ? error.message : '');
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

function payloadOfForm(text: string): Payload | undefined {
  if (/%(?![0-9A-Fa-f]{2})/.test(text)) throw unreadable('parse_form', 'A percent sign begins no escape.');
  return payloadOfJson(new URLSearchParams(text).get('payload') ?? '');
}

const multipartFields = new Set(['text', 'username', 'icon_url', 'icon_emoji', 'channel', 'type']);

async function payloadOfMultipart({ body, headers }: HttpRequest): Promise<Payload> {
  let form: FormData;
  try {
    // The platform's own parser reads whole bodies only, and this one is bounded and here already.
    form = await new Response(new Uint8Array(body), {
      headers: { 'Content-Type': headers['content-type'] ?? '' },
    }).formData();
  } catch (error) {
    throw unreadable('parse_multipart', error instanceof Error ? error.message : '');
  }
  const fields: Record<string, string> = {};
  for (const [name, value] of form) {
    if (typeof value !== 'string') continue;
    if (!multipartFields.has(name)) throw unreadable('parse_multipart', `There is no field ${name}.`);
    fields[name] = value;
  }
  return payloadOf(storable(fields));
}

/** Undefined when the payload is `null`. 400 with the reason's own id when it cannot be read. */
export async function readPayload(request: HttpRequest): Promise<Payload | undefined> {
  const type = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (type !== '' && !mediaType.test(type)) throw unreadable('media_type', type);
  if (type === 'multipart/form-data') return payloadOfMultipart(request);
  // Some shells begin their text with a byte order mark.
  const text = request.body.toString('utf8').replace(/^\uFEFF/, '');
  return type === 'application/x-www-form-urlencoded' ? payloadOfForm(text) : payloadOfJson(text);
}
