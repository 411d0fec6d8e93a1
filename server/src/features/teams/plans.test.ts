import { expect, test } from 'vitest';
import { fillWithCrowd, inCrowd, wholeReads } from '../../testing/crowd.ts';
import { startServer } from '../../testing/start-server.ts';
import { selectCandidates, selectMembers, selectMembersOf } from './queries/members.ts';
import { selectCommonTeams, selectTeamsOf, selectUnread } from './queries/teams.ts';

const server = await startServer();
const { db } = server.database;
await fillWithCrowd(db);
const { user, team, channel } = inCrowd;
const unread = { user_id: user, except_team_id: '' };

const statements: [string, { text: string }, unknown[]][] = [
  ['teams of a person', selectTeamsOf, selectTeamsOf.values({ user_id: user })],
  ['unread numbers', selectUnread, selectUnread.values({ ...unread, with_threads: true, only_team_id: '' })],
  [
    'unread numbers of a team',
    selectUnread,
    selectUnread.values({ ...unread, with_threads: false, only_team_id: team }),
  ],
  ['shared teams', selectCommonTeams, selectCommonTeams.values({ channel_id: channel })],
  ['members by id', selectMembers, selectMembers.values({ team_id: team, user_ids: [user] })],
  ['memberships of a person', selectMembersOf, selectMembersOf.values({ user_id: user })],
  ['whether people may join', selectCandidates, selectCandidates.values({ team_id: team, user_ids: [user] })],
];

test.each(statements)('%s: no large table is read from end to end', async (_name, statement, values) => {
  expect(await wholeReads(db, statement, values)).toEqual([]);
});
