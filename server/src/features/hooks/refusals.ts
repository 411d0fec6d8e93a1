/**
 * Why a hook refused what was sent to it: the last few of each hook, for whoever looks after a delivery failed. Kept in
 * memory, see docs/decisions/0015-refusals-of-hooks-in-memory.md.
 */
import type { HookRefusal, listHookRefusals } from '@innermost/protocol/webhooks.ts';
import { LRUCache } from 'lru-cache';
import type { Call } from '../../endpoint/endpoint.ts';
import { perServer, type Services } from '../../work/services.ts';
import type { ManagedHook } from './hook-access.ts';

const keptPerHook = 20;
const longestReason = 500;

/** Newest first. A flood at one hook pushes out its own refusals only. */
const refusals = perServer(() => new LRUCache<string, HookRefusal[]>({ max: 2_000 }));

export function keepRefusal(services: Services, hookId: string, refusal: HookRefusal): void {
  const reason = refusal.reason.slice(0, longestReason);
  const before = refusals(services).get(hookId) ?? [];
  refusals(services).set(hookId, [{ ...refusal, reason }, ...before.slice(0, keptPerHook - 1)]);
}

export function refusalsOfHook({ services, granted }: Call<typeof listHookRefusals, ManagedHook>): HookRefusal[] {
  return refusals(services).get(granted.hook.id) ?? [];
}
