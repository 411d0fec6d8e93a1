/**
 * A route constant: one (method, path) of the wire with the types of its body, query and reply.
 * The server binds exactly one endpoint to it; clients call it. Only types besides method and path.
 */
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** In a contract, stands for a `multipart/form-data` body with these fields, and files beside them. Never a value. */
export interface FormBody<Fields> {
  readonly form: Fields;
}

/** In a contract, stands for a body that is bytes of any type, sent as they are. Never a value. */
export interface BytesBody {
  readonly bytes: true;
}

/** In a contract, stands for a body that is one of both. Never a value. */
export interface FormOrBytesBody<Fields> {
  readonly formOrBytes: Fields;
}

/** What is read as a stream. */
export type StreamedBody = FormBody<unknown> | BytesBody | FormOrBytesBody<unknown>;

export interface Route<Path extends string, Body, Query, Reply> {
  readonly method: Method;
  readonly path: Path;
  /** Never set: carries the types of body, query and reply. */
  readonly types?: { body: Body; query: Query; reply: Reply };
}

// oxlint-disable-next-line typescript/no-explicit-any -- a route of any types; variance leaves no narrower bound
export type AnyRoute = Route<string, any, any, any>;

/** The `:name` parameters of a path: `'/posts/:post_id'` gives `{ post_id: string }`. */
export type ParamsOf<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? { [K in Name]: string } & ParamsOf<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? { [K in Name]: string }
    : unknown;

export type BodyOf<R> = R extends Route<string, infer Body, infer _Query, infer _Reply> ? Body : never;
export type QueryOf<R> = R extends Route<string, infer _Body, infer Query, infer _Reply> ? Query : never;
export type ReplyOf<R> = R extends Route<string, infer _Body, infer _Query, infer Reply> ? Reply : never;
export type PathOf<R> = R extends Route<infer Path, infer _Body, infer _Query, infer _Reply> ? Path : never;

interface RouteBuilder<Path extends string, Body, Query> {
  /** The JSON body of the request. */
  takes<B>(): RouteBuilder<Path, B, Query>;
  /** A form of these fields, with files. */
  takesForm<Fields>(): RouteBuilder<Path, FormBody<Fields>, Query>;
  /** Bytes as they are, for instance a file. */
  takesBytes(): RouteBuilder<Path, BytesBody, Query>;
  /** A form of these fields, or the bytes of a file. */
  takesFormOrBytes<Fields>(): RouteBuilder<Path, FormOrBytesBody<Fields>, Query>;
  /** The query parameters; all are optional strings on the wire. */
  asks<Name extends string>(): RouteBuilder<Path, Body, { [K in Name]?: string }>;
  returns<Reply>(): Route<Path, Body, Query, Reply>;
}

export function route<Path extends string>(
  method: Method,
  path: Path,
): RouteBuilder<Path, undefined, Record<never, string>> {
  const builder = {
    takes: () => builder,
    takesForm: () => builder,
    takesBytes: () => builder,
    takesFormOrBytes: () => builder,
    asks: () => builder,
    returns: () => ({ method, path }),
  };
  // The builder only changes types, so one object serves all of them.
  return builder;
}

/** What deletes and most actions answer. */
export interface StatusOk {
  status: 'OK';
}
