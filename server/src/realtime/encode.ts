/**
 * Events and replies as text. An event is encoded once, up to `"seq":`, and shared by all who get it; each connection
 * adds its own number. The text is ASCII only, so that it can be written as latin1 without being measured or copied.
 */
import { type Broadcast, type EventName, jsonStringFields, type ReplyFrame } from '@innermost/protocol/events.ts';
import type { Audience, Emission } from './audience.ts';
import { PreEncoded } from './pre-encoded.ts';

const nonAscii = /[^\0-\x7e]/;
const nonAsciiUnits = /[^\0-\x7e]/g;

/** JSON text with everything beyond ASCII written as `\uXXXX`. */
export function asciiJson(json: string): string {
  if (!nonAscii.test(json)) return json;
  return json.replace(nonAsciiUnits, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The members of an event's `data` object without the braces, those named in `except` left out. */
export function encodeFields(event: EventName, data: object, except: readonly string[] = []): string {
  const asString = jsonStringFields[event];
  const members: string[] = [];
  for (const [field, value] of Object.entries(data) as [string, unknown][]) {
    if (value === undefined || except.includes(field)) continue;
    const json = value instanceof PreEncoded ? value.json : JSON.stringify(value);
    members.push(`"${field}":${asString?.includes(field) === true ? JSON.stringify(json) : json}`);
  }
  return asciiJson(members.join(','));
}

/** Everything before the members of `data`. */
export function frameHead(event: EventName): string {
  return `{"event":"${event}","data":{`;
}

/** Everything between the members of `data` and the sequence number. */
export function frameTail(audience: Audience): string {
  const omitted = audience.omit_users ?? [];
  const broadcast: Broadcast = {
    omit_users: omitted.length === 0 ? null : Object.fromEntries(omitted.map((id) => [id, true])),
    user_id: audience.user_id ?? '',
    channel_id: audience.channel_id ?? '',
    team_id: audience.team_id ?? '',
    connection_id: audience.connection_id ?? '',
    omit_connection_id: audience.omit_connection_id ?? '',
  };
  if (audience.contains_sanitized_data === true) broadcast.contains_sanitized_data = true;
  if (audience.contains_sensitive_data === true) broadcast.contains_sensitive_data = true;
  return `},"broadcast":${asciiJson(JSON.stringify(broadcast))},"seq":`;
}

/** The shared text of an event, up to its sequence number. */
export function encodeEvent({ event, data, audience }: Emission): string {
  return frameHead(event) + encodeFields(event, data) + frameTail(audience);
}

/** The whole text of a reply. */
export function encodeReply(reply: ReplyFrame): string {
  return asciiJson(JSON.stringify(reply));
}
