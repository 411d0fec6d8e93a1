import { LRUCache } from 'lru-cache';
import { callerOf } from '../platform/http/addresses.ts';
import { AppError } from '../platform/http/errors.ts';
import { perServer, type Services } from '../work/services.ts';

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

/** Counts a request of a client: an address, or somebody's id. Fixed windows: enough against guessing and floods. */
function count(services: Services, name: string, client: string, limit: RateLimit): Window {
  const known = windows(services);
  const now = services.clock.elapsed();
  const key = `${name} ${callerOf(client)}`;
  let window = known.get(key);
  if (!window || window.until <= now) {
    window = { until: now + limit.per * 1000, count: 0 };
    known.set(key, window);
  }
  window.count += 1;
  return window;
}

/** Refuses with 429 when one client asked too often. */
export function checkRate(services: Services, name: string, client: string, limit: RateLimit): void {
  const window = count(services, name, client, limit);
  if (window.count <= limit.requests) return;
  const seconds = Math.max(1, Math.ceil((window.until - services.clock.elapsed()) / 1000));
  throw new AppError('api.context.rate_limit.app_error', { seconds });
}

/** The same for what is no HTTP request: false when it came too often. */
export function isWithinRate(services: Services, name: string, client: string, limit: RateLimit): boolean {
  return count(services, name, client, limit).count <= limit.requests;
}
