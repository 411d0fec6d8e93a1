import { z } from 'zod';
import { job } from '../../jobs/job.ts';
import { attempt } from './attempt.ts';
import { deleteDeliveriesBefore, updateDelivery } from './queries.ts';
import { shownBody, shownHeaders } from './shown.ts';

/** Over about six hours. */
const attempts = 10;
/** ms */
const keptFor = 7 * 24 * 3_600_000;
/** Rows a statement, so that none holds on to the table for long. */
const atATime = 1_000;

/** The request as it is sent, secrets and all: it is gone from the queue when it is done. */
const args = z.object({
  id: z.string(),
  url: z.string(),
  method: z.enum(['POST', 'PUT']),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
  secrets: z.array(z.string()),
});

export const deliverJob = job('deliver', {
  args,
  retry: { attempts, first: 10_000, longest: 2 * 3_600_000 },
  transaction: 'none',
  because: 'no transaction may wait for somebody else’s server; a repeat bears the same id',
  async run({ db, services, config, signal, attempt: count }, { id, url, method, headers, body, secrets }) {
    const { clock, fetcher } = services;
    const begin = clock.elapsed();
    const outcome = await attempt(fetcher, {
      url,
      method,
      headers: { ...headers, 'x-innermost-delivery': id },
      body,
      timeout: config.ServiceSettings.OutgoingIntegrationRequestsTimeout * 1000,
      signal,
    });
    const isLast = outcome.status === 'delivered' || !outcome.mayRecover || count >= attempts;
    const type = String(outcome.headers['content-type'] ?? '');
    await updateDelivery(db, {
      id,
      status: isLast ? outcome.status : 'waiting',
      attempts: count,
      duration: Math.round(clock.elapsed() - begin),
      answer_code: outcome.answer_code,
      failure: outcome.failure,
      error: outcome.error,
      now: clock.now(),
      response_headers: shownHeaders(outcome.headers, secrets),
      response_body: shownBody(outcome.body.toString(), type, secrets),
      response_size: outcome.body.length,
    });
    // What failed for good is done as a job: the log keeps it, and the queue lets go of its secrets.
    if (!isLast) throw new Error(outcome.error);
  },
});

export const clearDeliveries = job('clear-deliveries', {
  args: z.object({}),
  every: { hours: 1 },
  priority: 'low',
  transaction: 'none',
  because: 'each statement takes a part and is its own transaction; a part that is gone stays gone',
  async run({ db, now, signal }) {
    while (!signal.aborted && (await deleteDeliveriesBefore(db, now - keptFor, atATime)) === atATime);
    signal.throwIfAborted();
  },
});

export const deliveryJobs = [deliverJob, clearDeliveries];
