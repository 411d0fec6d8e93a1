/** What is passed to a client's calls, uploads and downloads, and what its parts have of each other. */
import type {
  AnyRoute,
  BodyOf,
  BytesBody,
  FormBody,
  FormOrBytesBody,
  ParamsOf,
  PathOf,
  QueryOf,
  StreamedBody,
} from '@innermost/protocol/route.ts';

type QueryValues<Q> = { [K in keyof Q]?: string | number | boolean | undefined };

type PathPart<R> = [keyof ParamsOf<PathOf<R>>] extends [never]
  ? { params?: undefined }
  : { params: { [K in keyof ParamsOf<PathOf<R>>]: string } };
type QueryPart<R> = [keyof QueryOf<R>] extends [never] ? { query?: undefined } : { query?: QueryValues<QueryOf<R>> };
/** A body that is a stream is sent by `upload`. */
type BodyPart<R> = [BodyOf<R>] extends [undefined]
  ? { body?: undefined }
  : { body: [BodyOf<R>] extends [StreamedBody] ? never : BodyOf<R> };

export interface RequestOptions {
  headers?: Readonly<Record<string, string>>;
  signal?: AbortSignal | undefined;
  /** Milliseconds until the call fails as a NetworkError with `timedOut`; default 30,000. */
  timeoutMs?: number;
}

export type UrlOptions<R> = PathPart<R> & QueryPart<R>;
export type CallOptions<R> = UrlOptions<R> & BodyPart<R> & RequestOptions;
/** Nothing to pass: nothing needs to be passed. */
export type Arguments<Options> = Partial<Options> extends Options ? [options?: Options] : [options: Options];

/** A Blob or File, or any stream of bytes: the platform's, or Node's. */
export type UploadSource = Blob | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

export interface UploadFile {
  /** Of the form. */
  field: string;
  name: string;
  /** `application/octet-stream` unless told, or known of a Blob. */
  type?: string;
  content: UploadSource;
}

export interface UploadForm<Fields> {
  fields: Fields;
  files: readonly UploadFile[];
}

export interface Progress {
  /** Bytes that were handed to the network, or came from it. */
  done: number;
  /** Bytes of all of it; undefined when nobody knows. */
  total: number | undefined;
}

type UploadBody<Body> = [Body] extends [FormBody<infer Fields>]
  ? UploadForm<Fields>
  : [Body] extends [FormOrBytesBody<infer Fields>]
    ? UploadForm<Fields> | UploadSource
    : [Body] extends [BytesBody]
      ? UploadSource
      : never;

export interface TransferOptions {
  headers?: Readonly<Record<string, string>>;
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: Progress) => void) | undefined;
  /** Milliseconds without any progress after which it fails as a NetworkError with `timedOut`; default 60,000. */
  idleTimeoutMs?: number;
}

/** `body`: a form's fields go before its files, so that the server may decide by them before it reads a file. */
export type UploadOptions<R> = UrlOptions<R> & TransferOptions & { body: UploadBody<BodyOf<R>> };

export type DownloadOptions<R> = UrlOptions<R> & TransferOptions;

export interface Download {
  /** 200, 206 for a part, 304 for what the caller said it has. */
  readonly status: number;
  readonly headers: Headers;
  /** Bytes to come; undefined when nobody knows. */
  readonly size: number | undefined;
  /** To be read to its end or cancelled; fails as a call does when the connection breaks or stands still. */
  readonly stream: ReadableStream<Uint8Array>;
}

/** What sending and receiving streams, which are loaded when they are wanted, have of their client. */
export interface Connection {
  readonly fetch: typeof fetch;
  readonly credentials: 'include' | 'omit' | 'same-origin';
  url(route: AnyRoute, call: LooseOptions): string;
  headers(route: AnyRoute, call: LooseOptions): Headers;
  /** What to reject with; `idle`: nothing moved for too long. */
  explain(error: unknown, signal: AbortSignal | undefined, idle: AbortSignal): unknown;
}

export interface LooseOptions extends RequestOptions {
  params?: Readonly<Record<string, string>> | undefined;
  query?: Readonly<Record<string, string | number | boolean | undefined>> | undefined;
  body?: unknown;
}

/** What both ways of sending have in common. */
export interface Sending {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly credentials: Connection['credentials'];
  readonly signal: AbortSignal;
  progress(done: number, total: number | undefined): void;
}
