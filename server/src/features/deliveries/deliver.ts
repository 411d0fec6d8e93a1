import { newId } from '../../platform/ids.ts';
import { readAddress } from '../../platform/fetch/address.ts';
import type { Work } from '../../work/work.ts';
import { deliverJob } from './jobs.ts';
import { insertDelivery } from './queries.ts';
import { shownBody, shownHeaders, shownTarget } from './shown.ts';

/** What is told to an address that somebody set up, where it may be late. */
export interface Delivery {
  /** What set it up, such as `outgoing_hook`; at most 32 characters. */
  readonly kind: string;
  /** The id of the hook or command. */
  readonly integration_id: string;
  /** What it is about, such as the post. */
  readonly subject_id?: string;
  readonly url: string;
  readonly method?: 'POST' | 'PUT';
  /** Names in small letters; `content-type` is one of them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Texts that the log hides wherever they stand: the token of the hook. */
  readonly secrets?: readonly string[];
}

/**
 * Notes it in the log and queues it, both in the transaction of the work, so that it is delivered when and only when
 * that commits: at least once, with the same `X-Innermost-Delivery` each time. Answers that id. FetchError `bad-address`
 * for an address that nobody can call.
 */
export async function deliver(work: Work, delivery: Delivery): Promise<string> {
  const { kind, integration_id, subject_id = '', method = 'POST', headers, body, secrets = [] } = delivery;
  const url = readAddress(delivery.url);
  const id = newId();
  await insertDelivery(work.db, {
    id,
    kind,
    integration_id,
    subject_id,
    method,
    target: shownTarget(url, secrets),
    target_origin: url.origin,
    now: work.now,
    request_headers: shownHeaders(headers, secrets),
    request_body: shownBody(body, headers['content-type'] ?? '', secrets),
    request_size: Buffer.byteLength(body),
  });
  await work.job(deliverJob, { id, url: url.href, method, headers: { ...headers }, body, secrets: [...secrets] });
  return id;
}
