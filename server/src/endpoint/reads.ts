/**
 * What an endpoint reads: JSON, a zod schema, which is whole before access is decided, as access may depend on it; or a
 * form or bytes, which are streams and opened only once everything else is decided.
 */
import type { BytesBody, FormBody, FormOrBytesBody } from '@innermost/protocol/route.ts';
import type { Readable } from 'node:stream';
import { z, type ZodType } from 'zod';
import type { Config } from '../platform/config/config.ts';
import { AppError, invalidBody } from '../platform/http/errors.ts';
import type { HttpRequest } from '../platform/http/message.ts';
import { readForm, type IncomingForm } from '../platform/http/multipart.ts';

/** A number that the configuration may decide. */
type Limit = number | ((config: Config) => number);
const limitIn = (limit: Limit, config: Config): number => (typeof limit === 'number' ? limit : limit(config));

/** Reads a body as a stream. */
export interface StreamReader<Opened> {
  readonly kind: 'form' | 'bytes' | 'form or bytes';
  /** Refuses by the head alone: 413 for a `Content-Length` beyond the limit, 400 for another type. */
  check(request: HttpRequest, config: Config): void;
  open(request: HttpRequest, config: Config): Opened;
}

/** By the body that the contract names; of any route, any of them. */
export type Reads<Body> = 0 extends 1 & Body
  ? AnyReads
  : [Body] extends [FormBody<infer Fields>]
    ? StreamReader<IncomingForm<Fields>>
    : [Body] extends [FormOrBytesBody<infer Fields>]
      ? StreamReader<FormOrBytes<Fields>>
      : [Body] extends [BytesBody]
        ? StreamReader<Readable>
        : ZodType<Body>;

/** What came of a body that may be a form or the bytes of a file. */
export type FormOrBytes<Fields> =
  | { readonly form: IncomingForm<Fields>; readonly bytes?: never }
  | { readonly bytes: Readable; readonly form?: never };

/** What the handler gets of a body. */
export type Opened<Body> = [Body] extends [FormBody<infer Fields>]
  ? IncomingForm<Fields>
  : [Body] extends [FormOrBytesBody<infer Fields>]
    ? FormOrBytes<Fields>
    : [Body] extends [BytesBody]
      ? Readable
      : Body;

export type AnyReads = ZodType | StreamReader<unknown>;

export const isStreamed = (reads: AnyReads): reads is StreamReader<unknown> => 'open' in reads;

/** Of a body in JSON. */
export const schemaOf = (reads: AnyReads | undefined): ZodType | undefined =>
  reads && !isStreamed(reads) ? reads : undefined;

/** With what is refused that has more bytes than the limit; 413 of the platform's own unless told. */
type TooLarge = (limit: number) => AppError;

/** `limit`: bytes of the body. */
export function bytes({ limit, tooLarge }: { limit: Limit; tooLarge?: TooLarge }): StreamReader<Readable> {
  return {
    kind: 'bytes',
    check: (request, config) => request.body.expectAtMost(limitIn(limit, config), tooLarge),
    open: (request, config) => request.body.open(limitIn(limit, config), tooLarge),
  };
}

/** Beside its files, a form may have so many bytes. */
const besideFiles = 8 * 1_048_576;

export interface FormOptions<Fields> {
  /** Of the values by name, each a list: a form may have several of one name. `one()` and `many()` are the pieces. */
  fields: ZodType<Fields>;
  /** Bytes of one file, and how many there may be. */
  file: { limit: Limit; most: Limit; tooLarge?: TooLarge };
}

const isForm = ({ headers }: HttpRequest): boolean => /^multipart\/form-data\s*;/i.test(headers['content-type'] ?? '');

export function form<Fields>({ fields, file }: FormOptions<Fields>): StreamReader<IncomingForm<Fields>> {
  const whole = (config: Config): number => limitIn(file.limit, config) * limitIn(file.most, config) + besideFiles;
  const parse = (values: Readonly<Record<string, readonly string[]>>): Fields => {
    const result = fields.safeParse(values);
    if (result.success) return result.data;
    const [issue] = result.error.issues;
    throw invalidBody(String(issue?.path[0] ?? 'form'), issue?.message);
  };
  return {
    kind: 'form',
    check(request, config) {
      request.body.expectAtMost(whole(config));
      if (!isForm(request))
        throw new AppError('api.context.invalid_form.app_error', {}, 'The Content-Type is not multipart/form-data.');
    },
    open: (request, config) =>
      readForm(
        request.body.open(whole(config)),
        request.headers['content-type'] ?? '',
        { fileSize: limitIn(file.limit, config), files: limitIn(file.most, config), ...optional(file) },
        parse,
      ),
  };
}

const optional = ({ tooLarge }: { tooLarge?: TooLarge }) => (tooLarge ? { tooLarge } : {});

/** A form where the `Content-Type` says so, else the bytes of one file. */
export function formOrBytes<Fields>({ fields, file }: FormOptions<Fields>): StreamReader<FormOrBytes<Fields>> {
  const asForm = form({ fields, file });
  const asBytes = bytes({ limit: file.limit, ...optional(file) });
  return {
    kind: 'form or bytes',
    check: (request, config) => (isForm(request) ? asForm : asBytes).check(request, config),
    open: (request, config) =>
      isForm(request) ? { form: asForm.open(request, config) } : { bytes: asBytes.open(request, config) },
  };
}

/** The whole body, of any type. 413 beyond `limit`, which is the configuration's unless told. */
export function wholeBody(request: HttpRequest, config: Config, limit?: number): Promise<Buffer> {
  if (limit !== undefined) return request.body.whole(limit);
  return request.body.whole(
    config.ServiceSettings.MaximumPayloadSizeBytes,
    (most) => new AppError('api.context.request_body_too_large.app_error', { limit: most }),
  );
}

/** Of a form's fields: the first of this name, or ''. */
export const one = () =>
  z
    .array(z.string())
    .optional()
    .transform((values) => values?.[0] ?? '');
/** Of a form's fields: all of this name. */
export const many = () =>
  z
    .array(z.string())
    .optional()
    .transform((values) => values ?? []);
