/** Endpoints that read and send streams, for tests and measurements: each does one thing. */
import { route, type StatusOk } from '@innermost/protocol/route.ts';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { anyone, can, inSystem, signedIn } from '../access/can.ts';
import { endpoint, type Call, type Endpoint } from '../endpoint/endpoint.ts';
import { bytes, form, many, one } from '../endpoint/reads.ts';
import { contentReply } from '../platform/http/content.ts';
import { object } from '../platform/http/fields.ts';
import type { HttpReply } from '../platform/http/message.ts';

export interface Seen {
  size: number;
  sha256: string;
}
export interface SeenFile extends Seen {
  field: string;
  name: string;
  type: string;
  /** The fields that came before it. */
  after: string[];
}
export interface SeenForm {
  files: SeenFile[];
  fields: { channel_id: string; client_ids: string[] };
}

export const putBytes = route('PUT', '/api/v4/test/bytes').takesBytes().returns<Seen>();
export const patchBytes = route('PATCH', '/api/v4/test/bytes').takesBytes().returns<Seen>();
export const putBytesLate = route('PUT', '/api/v4/test/late').takesBytes().returns<Seen>();
export const ignoreBytes = route('POST', '/api/v4/test/ignored').takesBytes().returns<StatusOk>();
export const administerBytes = route('PUT', '/api/v4/test/administered').takesBytes().returns<Seen>();
export const postForm = route('POST', '/api/v4/test/form')
  .takesForm<{ channel_id: string; client_ids: string[] }>()
  .returns<SeenForm>();
export const getContent = route('GET', '/api/v4/test/content/:kind').asks<'size'>().returns<Uint8Array>();

export const bytesLimit = 256 * 1_048_576;
export const fileLimit = 1_048_576;
/** Bodies that a handler has begun to read and not yet finished with, in any way. */
export const underWay = { bodies: 0, contents: 0, opened: 0 };

/** The endpoint that reads its first byte and then waits for `go`. */
export const late = { begun: false, go: (): void => undefined };

async function seeLate({ body }: Call<typeof putBytesLate>): Promise<Seen> {
  const going = new Promise<void>((resolve) => (late.go = resolve));
  body.read(0);
  late.begun = true;
  await going;
  return seen(body);
}

async function seen(stream: Readable): Promise<Seen> {
  const hash = createHash('sha256');
  let size = 0;
  underWay.bodies += 1;
  try {
    for await (const chunk of stream) {
      hash.update(chunk as Buffer);
      size += (chunk as Buffer).length;
    }
  } finally {
    underWay.bodies -= 1;
  }
  return { size, sha256: hash.digest('hex') };
}

async function seeForm({ body }: Call<typeof postForm>): Promise<SeenForm> {
  const files: SeenFile[] = [];
  for await (const { field, name, type, before, stream } of body)
    files.push({ field, name, type, after: [...before.keys()], ...(await seen(stream)) });
  return { files, fields: await body.fields() };
}

/** `size` bytes that repeat every 251, from the given one on. */
export function pattern(size: number, from = 0): Buffer {
  return Buffer.from(Uint8Array.from({ length: size }, (_, at) => (from + at) % 251));
}

function* chunks(size: number, from: number, chunk = 65_536): Generator<Buffer> {
  // One buffer serves all chunks: 251 more bytes than a chunk let each begin where it has to.
  const all = pattern(chunk + 251);
  for (let at = from; at < size; at += chunk) {
    const start = at % 251;
    yield all.subarray(start, start + Math.min(chunk, size - at));
  }
}

const kinds: Record<string, (size: number) => Parameters<typeof contentReply>[0]> = {
  plain: (size) => ({
    type: 'application/octet-stream',
    disposition: 'attachment',
    name: 'Ünïcode "name".bin',
    size,
    etag: `v-${size}`,
    modifiedAt: 1_700_000_000_500,
    open: (range) => counted(Readable.from(chunks((range?.end ?? size - 1) + 1, range?.start ?? 0))),
  }),
  unknown: (size) => ({ type: 'text/plain', open: () => counted(Readable.from(chunks(size, 0))) }),
  text: (size) => ({ type: 'text/plain', size, open: () => counted(Readable.from(chunks(size, 0))) }),
  missing: () => ({ type: 'text/plain', size: 10, open: () => Promise.reject(new Error('there is no such file')) }),
  broken: (size) => ({ type: 'text/plain', size, open: () => counted(Readable.from(breaking(size))) }),
  brokenUnknown: (size) => ({ type: 'text/plain', open: () => counted(Readable.from(breaking(size))) }),
  short: (size) => ({ type: 'text/plain', size, open: () => counted(Readable.from(chunks(size - 1, 0))) }),
  long: (size) => ({ type: 'text/plain', size, open: () => counted(Readable.from(chunks(size + 1, 0))) }),
};

function* breaking(size: number): Generator<Buffer> {
  yield* chunks(Math.floor(size / 2), 0);
  throw new Error('the disk is gone');
}

function counted(source: Readable): Readable {
  underWay.opened += 1;
  underWay.contents += 1;
  return source.once('close', () => (underWay.contents -= 1));
}

function sendContent({ params, query }: Call<typeof getContent>): HttpReply {
  const make = kinds[params.kind] ?? kinds['plain'];
  if (!make) throw new Error('no such content');
  return contentReply(make(Number(query.size ?? 1000)));
}

const readsAStream = { transaction: 'none', because: 'nothing is written' } as const;

const formEndpoint = endpoint(postForm, {
  access: signedIn(),
  body: form({ fields: object({ channel_id: one(), client_ids: many() }), file: { limit: fileLimit, most: 10 } }),
  ...readsAStream,
  handle: seeForm,
});

export const streamEndpoints: readonly Endpoint[] = [
  endpoint(putBytes, {
    access: signedIn(),
    body: bytes({ limit: bytesLimit }),
    ...readsAStream,
    handle: function seeBytes({ body }) {
      return seen(body);
    },
  }),
  endpoint(patchBytes, {
    access: signedIn(),
    body: bytes({ limit: 10 }),
    ...readsAStream,
    handle: function seeFewBytes({ body }) {
      return seen(body);
    },
  }),
  endpoint(putBytesLate, {
    access: signedIn(),
    body: bytes({ limit: bytesLimit }),
    ...readsAStream,
    handle: seeLate,
  }),
  endpoint(ignoreBytes, {
    access: anyone(),
    body: bytes({ limit: bytesLimit }),
    ...readsAStream,
    handle: function seeNothing(): StatusOk {
      return { status: 'OK' };
    },
  }),
  endpoint(administerBytes, {
    access: can('manage_system', inSystem()),
    body: bytes({ limit: bytesLimit }),
    ...readsAStream,
    handle: function seeAdministered({ body }) {
      return seen(body);
    },
  }),
  formEndpoint,
  endpoint(getContent, { access: signedIn(), handle: sendContent }),
];
