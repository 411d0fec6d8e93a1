import { expect, onTestFinished, test, vi } from 'vitest';
import { forgetting } from '../../../features/forget.ts';
import { endpoints } from '../../../registry.ts';
import type { FactKind } from '../../../work/facts.ts';
import { nameOf } from '../matrix/matrix.ts';
import { outdatedAfter, startForCaches } from './caches.ts';

const server = await startForCaches();

/** For each kind of fact a call that says it. Not of those that are about more, or less, than what is stored, nor of the one that only a job says. */
const calls: Readonly<
  Record<Exclude<FactKind, 'account_unlocked' | 'everything' | 'link'>, [name: string, body?: unknown]>
> = {
  person: ['PUT /api/v4/users/:user_id/patch'],
  channel: ['PUT /api/v4/channels/:channel_id/patch', { display_name: 'Another' }],
  team: ['PUT /api/v4/teams/:team_id/patch', { display_name: 'Another' }],
  channel_member: ['DELETE /api/v4/channels/:channel_id/members/:user_id'],
  team_member: ['DELETE /api/v4/teams/:team_id/members/:user_id'],
  member_roles: ['PUT /api/v4/channels/:channel_id/members/:user_id/schemeRoles'],
  system_roles: ['PUT /api/v4/users/:user_id/roles'],
  session: ['PUT /api/v4/users/sessions/device', { device_id: 'android:1' }],
  sessions_ended: ['POST /api/v4/users/:user_id/sessions/revoke/all'],
  status: ['PUT /api/v4/users/:user_id/status'],
  post: ['DELETE /api/v4/posts/:post_id'],
  thread_followers: [
    'PUT /api/v4/channels/:channel_id/members/:user_id/notify_props',
    { channel_auto_follow_threads: 'off' },
  ],
  emoji: ['DELETE /api/v4/emoji/:emoji_id'],
  incoming_hook: ['DELETE /api/v4/hooks/incoming/:hook_id'],
};

// The keys of an object literal are what its type says.
test.each(Object.entries(calls) as [keyof typeof calls, [string, unknown]][])(
  'what is outdated when nobody forgets for the fact %s is seen',
  async (kind, [name, body]) => {
    const endpoint = endpoints.find((one) => nameOf(one) === name);
    if (!endpoint) throw new Error(`There is no ${name}.`);
    const forget = vi.spyOn(forgetting, kind).mockImplementation(() => undefined);
    onTestFinished(() => forget.mockRestore());
    const found = await outdatedAfter(server, { endpoint, body }, 0);
    expect(forget).toHaveBeenCalled();
    expect(found).not.toEqual([]);
    expect(found).toBeDefined();
  },
);
