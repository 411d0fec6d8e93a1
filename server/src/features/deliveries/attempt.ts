/** One attempt to deliver: the call, and what to think of its outcome. */
import type { Fetcher, FetchAnswer, FetchRequest } from '../../platform/fetch/fetcher.ts';
import { FetchError, type FetchReason } from '../../platform/fetch/errors.ts';

/** Bytes of an answer that are read; what is more is not waited for. */
const mostOfAnswer = 1_048_576;

export interface Outcome {
  readonly status: 'delivered' | 'failed';
  /** Of what failed, whether a later attempt could go better. */
  readonly mayRecover: boolean;
  /** 0: there was no answer. */
  readonly answer_code: number;
  /** '' when nothing failed. */
  readonly failure: FetchReason | 'answer' | '';
  readonly error: string;
  readonly headers: FetchAnswer['headers'];
  /** What could be read of it. */
  readonly body: Buffer;
}

type Call = Pick<FetchRequest, 'url' | 'headers' | 'body' | 'timeout' | 'signal'> & { method: 'POST' | 'PUT' };

/** Rejects only with the reason of `signal`. */
export async function attempt(fetcher: Fetcher, call: Call): Promise<Outcome> {
  try {
    const answer = await fetcher.fetch({ ...call, maxBytes: mostOfAnswer });
    return ofAnswer(answer, await readPart(answer));
  } catch (error) {
    if (!(error instanceof FetchError)) throw error;
    return ofFailure(error);
  }
}

/** A success that is too long or breaks off is a success all the same: they have it. */
async function readPart({ body }: FetchAnswer): Promise<Buffer> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of body) chunks.push(chunk as Buffer);
  } catch (error) {
    if (!(error instanceof FetchError)) throw error;
  }
  return Buffer.concat(chunks);
}

function ofAnswer({ status, headers }: FetchAnswer, body: Buffer): Outcome {
  const isDone = status >= 200 && status < 300;
  return {
    status: isDone ? 'delivered' : 'failed',
    mayRecover: status === 408 || status === 425 || status === 429 || status >= 500,
    answer_code: status,
    failure: isDone ? '' : 'answer',
    error: isDone ? '' : `The answer was ${status}.`,
    headers,
    body,
  };
}

const neverRecover = new Set<FetchReason>(['bad-address', 'refused', 'redirects', 'too-large', 'bad-answer']);

function ofFailure({ reason, message }: FetchError): Outcome {
  const mayRecover = !neverRecover.has(reason);
  return {
    status: 'failed',
    mayRecover,
    answer_code: 0,
    failure: reason,
    error: message,
    headers: {},
    body: Buffer.alloc(0),
  };
}
