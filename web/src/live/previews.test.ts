import type { EventFrame } from '@innermost/protocol/events.ts';
import type { Post } from '@innermost/protocol/posts.ts';
import { expect, test } from 'vitest';

import { applyEvent } from './slices/slices.ts';
import { frame, inTown, makePost, makeTeam, makeUser, minute } from './testing.ts';
import type { LiveState } from './state.ts';
import { Table } from './table.ts';

interface Where {
  channel_type?: string;
  team_name?: string;
}

/** A post in town that shows another one of a channel of which nothing is held. */
function showing(shown: Post, { channel_type = 'P', team_name = 'harbour' }: Where = {}): LiveState {
  const data = { post_id: shown.id, channel_id: shown.channel_id, channel_type, team_name, post: shown };
  const post = makePost('link', 9, {
    props: { previewed_post: shown.id, mine: 1 },
    metadata: { embeds: [{ type: 'permalink', data }] },
  });
  return inTown({
    posts: Table.of({ link: post, other: makePost('other', 8) }),
    teams: { team: makeTeam('team', { name: 'harbour' }) },
  });
}

const shownIn = (state: LiveState): unknown => {
  const { props, metadata } = state.posts.get('link') ?? {};
  expect('previewed_post' in (props ?? {})).toBe(metadata?.embeds !== undefined);
  return (metadata?.embeds?.[0]?.data?.['post'] as Post | undefined)?.message;
};
const after = (state: LiveState, event: EventFrame) => shownIn(applyEvent(state, event, 100 * minute));

const target = makePost('target', 1, { channel_id: 'secret', message: 'before' });
const me = { users: { me: makeUser('me', { roles: 'system_guest' }) } };

test('what is shown of a deleted message goes, and of the replies of a deleted root', () => {
  const reply = { ...target, root_id: 'root' };
  const deleted = (id: string) =>
    frame('post_deleted', { post: makePost(id, 1, { channel_id: 'secret', delete_at: 5 }) });
  expect(after(showing(target), deleted('target'))).toBeUndefined();
  expect(after(showing(reply), deleted('root'))).toBeUndefined();
  expect(after(showing(target), deleted('another'))).toBe('before');
});

test('what is shown of a channel goes with the channel, unless it may be read from outside', () => {
  const removed = (channel_id: string) => frame('user_removed', { channel_id, remover_id: 'ann' });
  expect(after(showing(target), removed('secret'))).toBeUndefined();
  expect(after(showing(target), removed('another'))).toBe('before');
  const open = showing(target, { channel_type: 'O' });
  expect(after(open, removed('secret'))).toBe('before');
  expect(after({ ...open, ...me }, removed('secret'))).toBeUndefined();
  expect(after(open, frame('leave_team', { team_id: 'team', user_id: 'me' }))).toBeUndefined();
});

test('what is shown of an edited message is what it says now, without what that one shows', () => {
  const embeds = [{ type: 'permalink' as const, data: {} }];
  const edited = {
    ...target,
    message: 'now',
    update_at: 9 * minute,
    props: { previewed_post: 'x' },
    metadata: { embeds },
  };
  const state = applyEvent(showing(target), frame('post_edited', { post: edited }), 100 * minute);
  expect(shownIn(state)).toBe('now');
  expect(state.posts.get('link')?.metadata.embeds?.[0]?.data?.['post']).toMatchObject({ props: {}, metadata: {} });
  expect(after(state, frame('post_edited', { post: target }))).toBe('now');
});
