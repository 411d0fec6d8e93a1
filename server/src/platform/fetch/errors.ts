/**
 * Why something was not fetched. `bad-address`: not one that may be called at all. `refused`: leads into a network that
 * this server does not call for others. `not-found`: no such host. `unreachable`: no connection, or it broke. `tls`: the
 * certificate is no good. `timeout`: not done in time. `too-large`: more than asked for. `redirects`: too many, or one
 * that makes no sense. `bad-answer`: not HTTP, or not as packed as it says.
 */
export type FetchReason =
  | 'bad-address'
  | 'refused'
  | 'not-found'
  | 'unreachable'
  | 'tls'
  | 'timeout'
  | 'too-large'
  | 'redirects'
  | 'bad-answer';

/**
 * The message is for whoever set the address up. It names the host only: paths of hooks are secrets, and what a name
 * resolves to inside is nobody's business. `detail` is for the log.
 */
export class FetchError extends Error {
  override readonly name = 'FetchError';
  readonly reason: FetchReason;
  readonly detail: string | undefined;

  constructor(reason: FetchReason, message: string, options: { detail?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.reason = reason;
    this.detail = options.detail;
  }
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

/** Every error of a connection or an answer, as one of ours. */
export function explained(error: unknown, host: string): FetchError {
  const own = causes(error).find((one) => one instanceof FetchError);
  if (own instanceof FetchError) return own;
  const code = codeOf(error);
  const detail = { cause: error, detail: `${host}: ${code}` };
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'ENODATA') {
    return new FetchError('not-found', `There is no host ${host}.`, detail);
  }
  if (/CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|EPROTO/.test(code)) {
    return new FetchError(
      'tls',
      `The host ${host} has no certificate that this server trusts (${code}): mend it there, or accept any with ServiceSettings.EnableInsecureOutgoingConnections.`,
      detail,
    );
  }
  if (/TIMEOUT/.test(code)) return new FetchError('timeout', `The host ${host} did not answer in time.`, detail);
  if (code === 'UND_ERR_HEADERS_OVERFLOW') {
    return new FetchError('too-large', `The host ${host} answered with headers that are too large.`, detail);
  }
  if (/^(?:HTTPParserError|HPE_|UND_ERR_(?:RES|REQ|INVALID)|Z_|ERR_)/.test(code)) {
    return new FetchError('bad-answer', `The host ${host} gave an answer that cannot be read (${code}).`, detail);
  }
  return new FetchError('unreachable', `The host ${host} cannot be reached (${code}).`, detail);
}

function causes(error: unknown): unknown[] {
  const all: unknown[] = [];
  for (let one = error; one instanceof Error && all.length < 5; one = one.cause) all.push(one);
  return all;
}
