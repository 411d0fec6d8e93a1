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
  ['one channel', selectChannel, selectChannel.values({ id: channel })],
  ['a channel to change', selectChannelForChange, selectChannelForChange.values({ id: channel })],
  ['a channel by name', selectChannelByName, selectChannelByName.values({ team_id: team, name: 'c1' })],
  ['channels by name', selectChannelsByNames, selectChannelsByNames.values({ team_id: team, names: ['c1', 'c2'] })],
  ['people by id', selectParties, selectParties.values({ ids: [user] })],
  [
    'all channels of a person',
    selectChannelsOf,
    selectChannelsOf.values({ user_id: user, with_deleted: false, deleted_since: 0 }),
  ],
  [
    'channels of a person in a team',
    selectChannelsInTeamOf,
    selectChannelsInTeamOf.values({ user_id: user, with_deleted: true, deleted_since: 5, team_id: team }),
  ],
  [
    'memberships in a team',
    selectMembershipsInTeamOf,
    selectMembershipsInTeamOf.values({ user_id: user, team_id: team }),
  ],
  ['all memberships', selectMembershipsOf, selectMembershipsOf.values({ user_id: user, limit: null, offset: 0 })],
  ['public channels', selectPublicPage, selectPublicPage.values({ team_id: team, limit: 60, offset: 0 })],
  [
    'archived channels',
    selectDeletedPage,
    selectDeletedPage.values({ team_id: team, limit: 60, offset: 0, user_id: user }),
  ],
  ['whether people may join', selectCandidates, selectCandidates.values({ channel_id: channel, user_ids: [user] })],
  ['members by id', selectMembers, selectMembers.values({ channel_id: channel, user_ids: [user] })],
  [
    'memberships by channel',
    selectMembershipsIn,
    selectMembershipsIn.values({ user_id: user, channel_ids: [channel] }),
  ],
  ['a page of members', selectMembersPage, selectMembersPage.values({ channel_id: channel, limit: 60, offset: 0 })],
  ['group channels by name', selectGroups, selectGroups.values({ user_id: user, pattern: '%u1%', full_names: true })],
  [
    'completion',
    selectInTeam,
    selectInTeam.values({
      team_id: team,
      user_id: user,
      pattern: '%c1%',
      nearest: 'c1%',
      public: true,
      archived: false,
      limit: 50,
    }),
  ],
  [
    'completion for a search',
    selectOwnForSearch,
    selectOwnForSearch.values({ team_id: team, user_id: user, pattern: '%c1%', nearest: 'c1%', limit: 50 }),
  ],
  ['numbers of members', selectMemberCounts, selectMemberCounts.values({ channel_ids: [channel] })],
  ['numbers of a channel', selectStats, selectStats.values({ channel_id: channel, without_files: false })],
  ['time zones', selectTimezones, selectTimezones.values({ channel_id: channel })],
  ['viewing', markViewed, markViewed.values({ user_id: user, channel_ids: [channel], now: 5 })],
  ['unread numbers', selectUnread, selectUnread.values({ user_id: user, channel_id: channel })],
];

test.each(statements)('%s: no large table is read from end to end', async (_name, statement, values) => {
  expect(await wholeReads(db, statement, values)).toEqual([]);
});

test('the check sees such a read', async () => {
  const everyone = { text: 'SELECT id FROM users WHERE position = $1' };
  expect(await wholeReads(db, everyone, ['x'])).toHaveLength(2);
});
