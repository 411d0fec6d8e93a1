import { expect, test } from 'vitest';
import { fillWithCrowd, inCrowd, wholeReads } from '../../testing/crowd.ts';
import { startServer } from '../../testing/start-server.ts';
import { selectParties } from './queries/conversations.ts';
import { selectChannel, selectChannelByName, selectChannelForChange, selectChannelsByNames } from './queries/find.ts';
import { selectChannelsInTeamOf, selectChannelsOf, selectDeletedPage, selectPublicPage } from './queries/lists.ts';
import {
  selectCandidates,
  selectMembers,
  selectMembershipsIn,
  selectMembershipsInTeamOf,
  selectMembershipsOf,
  selectMembersPage,
} from './members/queries/members.ts';
import { selectGroups, selectInTeam, selectOwnForSearch } from './search/queries.ts';
import { selectMemberCounts, selectStats, selectTimezones } from './queries/stats.ts';
import { markViewed, selectUnread } from './queries/view.ts';

const server = await startServer();
const { db } = server.database;
await fillWithCrowd(db);
const { user, team, channel } = inCrowd;

const statements: [string, { text: string }, unknown[]][] = [
  ['one channel', selectChannel, [channel]],
  ['a channel to change', selectChannelForChange, [channel]],
  ['a channel by name', selectChannelByName, [team, 'c1']],
  ['channels by name', selectChannelsByNames, [team, ['c1', 'c2']]],
  ['people by id', selectParties, selectParties.values({ ids: [user] })],
  ['all channels of a person', selectChannelsOf, [user, false, 0]],
  ['channels of a person in a team', selectChannelsInTeamOf, [user, true, 5, team]],
  ['memberships in a team', selectMembershipsInTeamOf, [user, team]],
  ['all memberships', selectMembershipsOf, [user, null, 0]],
  ['public channels', selectPublicPage, [team, 60, 0]],
  ['archived channels', selectDeletedPage, [team, 60, 0, user]],
  ['whether people may join', selectCandidates, [channel, [user]]],
  ['members by id', selectMembers, [channel, [user]]],
  ['memberships by channel', selectMembershipsIn, [user, [channel]]],
  ['a page of members', selectMembersPage, [channel, 60, 0]],
  ['group channels by name', selectGroups, [user, '%u1%', true]],
  ['completion', selectInTeam, [team, user, '%c1%', 'c1%', true, false, 50]],
  ['completion for a search', selectOwnForSearch, [team, user, '%c1%', 'c1%', 50]],
  ['numbers of members', selectMemberCounts, selectMemberCounts.values({ channel_ids: [channel] })],
  ['numbers of a channel', selectStats, selectStats.values({ channel_id: channel, without_files: false })],
  ['time zones', selectTimezones, selectTimezones.values({ channel_id: channel })],
  ['viewing', markViewed, [user, [channel], 5]],
  ['unread numbers', selectUnread, [user, channel]],
];

test.each(statements)('%s: no large table is read from end to end', async (_name, statement, values) => {
  expect(await wholeReads(db, statement, values)).toEqual([]);
});

test('the check sees such a read', async () => {
  const everyone = { text: 'SELECT id FROM users WHERE position = $1' };
  expect(await wholeReads(db, everyone, ['x'])).toHaveLength(2);
});
