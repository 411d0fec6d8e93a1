import { LRUCache } from 'lru-cache';
import { AppError } from '../platform/http/errors.ts';
import { perServer, type Services } from './services.ts';

export interface RateLimit {
  requests: number;
  /** Seconds. */
  per: number;
}

interface Window {
  until: number;
  count: number;
}

/** Clients whose requests are counted; in a flood from more addresses than that, those seen longest ago start anew. */
const counted = 50_000;

const windows = perServer(() => new LRUCache<string, Window>({ max: counted }));

/** Refuses with 429 when one client asked too often. Fixed windows: enough against guessing and floods. */
export function checkRate(services: Services, name: string, client: string, limit: RateLimit): void {
  const known = windows(services);
  const now = services.clock.elapsed();
  const key = `${name} ${client}`;
  const window = known.get(key);
  if (!window || window.until <= now) {
    known.set(key, { until: now + limit.per * 1000, count: 1 });
    return;
  }
  window.count += 1;
  if (window.count > limit.requests) {
    const seconds = Math.max(1, Math.ceil((window.until - now) / 1000));
    throw new AppError('api.context.rate_limit.app_error', 429, { seconds });
  }
}
