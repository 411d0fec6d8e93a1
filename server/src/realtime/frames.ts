/** What clients send: JSON in text frames, the same object as MessagePack in binary ones. */
import { decode } from '@msgpack/msgpack';
import type { RequestFrame } from '@innermost/protocol/events.ts';

/** Bytes of the largest message a client may send. */
export const messageLimit = 8192;

// A few bytes can claim an array of millions; nothing that fits in a message is as long as these.
const decodeLimits = {
  maxStrLength: messageLimit,
  maxBinLength: messageLimit,
  maxArrayLength: 512,
  maxMapLength: 512,
  maxExtLength: 0,
};

/** A request with every field in place; `seq` and `action` are empty where the client left them out. */
export type DecodedRequest = Required<RequestFrame>;

/** Undefined for whatever is not a request: the socket is then to be closed. */
export function decodeRequest(message: Buffer, isBinary: boolean): DecodedRequest | undefined {
  try {
    return asRequest(isBinary ? decode(message, decodeLimits) : (JSON.parse(message.toString()) as unknown));
  } catch {
    return undefined;
  }
}

/** Wire: null and absent are the empty value, as in any decoder with typed fields. */
function asRequest(value: unknown): DecodedRequest | undefined {
  if (value === null) return { seq: 0, action: '', data: {} };
  if (!isRecord(value)) return undefined;
  const seq = value['seq'] ?? 0;
  const action = value['action'] ?? '';
  const data = value['data'] ?? {};
  if (!Number.isSafeInteger(seq) || typeof action !== 'string' || !isRecord(data)) return undefined;
  return { seq: seq as number, action, data };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
