import { expect, test } from 'vitest';
import type { HotStatement } from '../../platform/db/hot.ts';
import { fillWithCrowd, inCrowd, wholeReads } from '../../testing/crowd.ts';
import { startServer } from '../../testing/start-server.ts';
import { selectCandidates, selectMembers, selectMembersOf } from './queries/members.ts';
import { selectCommonTeams, selectTeamsOf, selectUnread } from './queries/teams.ts';

const server = await startServer();
const { db } = server.database;
await fillWithCrowd(db);
const { user, team, channel } = inCrowd;

const statements: [string, HotStatement<unknown>, unknown[]][] = [
  ['teams of a person', selectTeamsOf, [user]],
  ['unread numbers', selectUnread, [user, '', true, '']],
  ['unread numbers of a team', selectUnread, [user, '', false, team]],
  ['shared teams', selectCommonTeams, [channel]],
  ['members by id', selectMembers, [team, [user]]],
  ['memberships of a person', selectMembersOf, [user]],
  ['whether people may join', selectCandidates, [team, [user]]],
];

test.each(statements)('%s: no large table is read from end to end', async (_name, statement, values) => {
  expect(await wholeReads(db, statement, values)).toEqual([]);
});
