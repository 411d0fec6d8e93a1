/**
 * The channels that come with every team and that everybody but guests joins with it (reference: schema/defaults.md
 * §3). Their notices are about the team in the first of them and about the channel in the others.
 */
import type { ChannelFacts } from '../../access/directory.ts';
import type { Config } from '../../platform/config/config.ts';
import type { Db } from '../../platform/db/database.ts';
import { newId } from '../../platform/ids.ts';
import type { Work } from '../../work/work.ts';
import { addSystemPosts, type Notice } from '../posts/index.ts';
import { announceMember } from './members/add.ts';
import { defaultChannel, factsOf } from './channel-row.ts';
import { addedNotice, isOwnDoing, joinedNotice, type Someone } from './members/notices.ts';
import { insertDefaultChannels } from './queries/create.ts';
import { selectChannelsByNames } from './queries/find.ts';
import { deleteMemberFromTeam, insertMembers } from './members/queries/members.ts';

/** Stored once, in the server's language at that moment, and never translated again. */
const displayNames: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'town-square': { en: 'Town Square', de: 'Marktplatz', fr: 'Centre-ville', ja: 'タウンスクウェア' },
  'off-topic': { en: 'Off-Topic', de: 'Sonstiges', fr: 'Hors-sujet', ja: 'オフトピック' },
};

/** Town Square is always first; a list in the configuration takes the place of Off-Topic. */
export function defaultChannelNames({ TeamSettings }: Config): string[] {
  const others = TeamSettings.ExperimentalDefaultChannels;
  return [...new Set([defaultChannel, ...(others.length > 0 ? others : ['off-topic'])])];
}

/** Of the live ones that the team has. */
export async function idsOfDefaultChannels(
  { db, config }: { db: Db; config: Config },
  teamId: string,
): Promise<string[]> {
  const rows = await selectChannelsByNames(db, { team_id: teamId, names: defaultChannelNames(config) });
  return rows.map(({ id }) => id);
}

/** For a team that is being made. */
export async function createDefaultChannels(call: Work, teamId: string): Promise<void> {
  const names = defaultChannelNames(call.config);
  const language = call.config.LocalizationSettings.DefaultServerLocale;
  const shown = names.map((name) => displayNames[name]?.[language] ?? displayNames[name]?.['en'] ?? name);
  const ids = names.map(() => call.made(newId()));
  await insertDefaultChannels(call.db, { ids, now: call.now, team_id: teamId, names, display_names: shown });
}

function teamNotice(person: Someone, actor: Omit<Someone, 'is_guest'>): Notice {
  const { id, username } = person;
  if (isOwnDoing(actor, person))
    return { user_id: id, type: 'system_join_team', message: `${username} joined the team.`, props: { username } };
  return {
    ...addedNotice(actor, person),
    type: 'system_add_to_team',
    // Wire: only notices of being added to a channel call the person.
    mentions: [],
    message: `${username} added to the team by ${actor.username}.`,
  };
}

/** `actor`: who added them; nobody where they joined. `asAdmin`: the maker of the team administers its first channels too. Guests are passed over. */
export async function joinDefaultChannels(
  call: Work,
  teamId: string,
  people: readonly Someone[],
  by: { actor?: Omit<Someone, 'is_guest'> | undefined; asAdmin?: boolean },
): Promise<void> {
  const members = people.filter(({ is_guest }) => !is_guest);
  if (members.length === 0) return;
  const names = defaultChannelNames(call.config);
  const rows = await selectChannelsByNames(call.db, { team_id: teamId, names });
  const channels = rows
    .filter(({ type, delete_at }) => type === 'O' && delete_at === 0)
    .toSorted((one, other) => names.indexOf(one.name) - names.indexOf(other.name))
    .map(factsOf);
  const pairs = channels.flatMap((channel) => members.map((person) => ({ channel, person })));
  const added = await insertMembers(call.db, {
    channel_ids: pairs.map(({ channel }) => channel.id),
    user_ids: pairs.map(({ person }) => person.id),
    guests: pairs.map(() => false),
    now: call.now,
    as_admins: by.asAdmin ?? false,
  });
  const isNew = new Set(added.map(({ channel_id, user_id }) => `${channel_id} ${user_id}`));
  const speaks = call.config.ServiceSettings.ExperimentalEnableDefaultChannelLeaveJoinMessages;
  for (const channel of channels) {
    const joined = members.filter(({ id }) => isNew.has(`${channel.id} ${id}`));
    for (const person of joined) announceMember(call, channel, person.id, true);
    if (speaks)
      await addSystemPosts(
        call,
        channel,
        joined.map((person) => noticeIn(channel, person, by.actor ?? person)),
      );
  }
}

function noticeIn(channel: ChannelFacts, person: Someone, actor: Omit<Someone, 'is_guest'>): Notice {
  if (channel.name === defaultChannel) return teamNotice(person, actor);
  return isOwnDoing(actor, person) ? joinedNotice(person) : addedNotice(actor, person);
}

/**
 * Takes the person out of every channel of the team, with one notice in Town Square. Wire: without events of the
 * channels, `leave_team` says it all.
 */
export async function leaveChannelsOfTeam(call: Work, teamId: string, person: Someone, self: boolean): Promise<void> {
  const gone = await deleteMemberFromTeam(call.db, { team_id: teamId, user_id: person.id, now: call.now });
  for (const { channel_id } of gone)
    call.changed({ kind: 'channel_member', user_id: person.id, channel_id, is: false });
  if (!call.config.ServiceSettings.ExperimentalEnableDefaultChannelLeaveJoinMessages) return;
  const [row] = await selectChannelsByNames(call.db, { team_id: teamId, names: [defaultChannel] });
  if (!row || row.delete_at > 0) return;
  const { username } = person;
  const notice: Notice = {
    user_id: person.id,
    type: self ? 'system_leave_team' : 'system_remove_from_team',
    message: self ? `${username} left the team.` : `${username} was removed from the team.`,
    props: { username },
  };
  await addSystemPosts(call, factsOf(row), [notice]);
}
