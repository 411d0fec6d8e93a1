import { Archive, Files, Link, LogOut, Pencil, Pin, Plus, Star, UserPlus, Users } from 'lucide-react';

import type { Channel } from '@innermost/protocol/channels.ts';

import { live } from '../../live/live.ts';
import { channelTitle } from '../../live/select.ts';
import type { LiveState } from '../../live/state.ts';
import { action, type ActionOptions, type Here } from '../../shell/action.ts';
import { openDialog } from '../../shell/dialogs.ts';
import { channelPath } from '../../shell/paths.ts';
import { openPanel } from '../../shell/usePanel.ts';
import { copyText } from '../../ui/copy.ts';
import { msg, t } from '../../words/words.ts';
import { addPeople, archiveChannel, editChannel, leaveChannel, newChannel as newChannelDialog } from './dialogs.ts';
import { isFavourite, toggleFavourite } from './favourite.ts';
import { mayAddTo, mayArchive, mayEdit, mayMake } from './may.ts';

const newChannel = action({
  name: 'new-channel',
  title: msg('New channel'),
  icon: Plus,
  menus: { team: 22, 'add-channel': 12 },
  may: (state, { team }) => mayMake(state, team.id),
  run: ({ team }) => openDialog(newChannelDialog, { teamId: team.id }),
});

interface ChannelActionOptions extends Omit<ActionOptions, 'may' | 'run' | 'about'> {
  may(state: LiveState, channel: Channel, here: Here): boolean;
  run(channelId: string, here: Here): void;
}

/** Something to do with the channel on the screen. */
function ofChannel({ may, run, ...options }: ChannelActionOptions) {
  return action({
    ...options,
    may: (state, here) => {
      const channel = state.channels[here.channelId ?? ''];
      return channel !== undefined && may(state, channel, here);
    },
    about: (state, { channelId }) => {
      const channel = state.channels[channelId ?? ''];
      return channel ? channelTitle(state, channel) : '';
    },
    run: (here) => here.channelId !== undefined && run(here.channelId, here),
  });
}

const isOfTeam = ({ type }: Channel) => type === 'O' || type === 'P';
const canBeLeft = (channel: Channel) => isOfTeam(channel) && channel.delete_at === 0 && channel.name !== 'town-square';

const members = ofChannel({
  name: 'members',
  title: msg('Members'),
  icon: Users,
  menus: { channel: 11 },
  may: (_, { type }) => type !== 'D',
  run: () => openPanel({ name: 'members' }),
});

const pins = ofChannel({
  name: 'pins',
  title: msg('Pinned messages'),
  icon: Pin,
  menus: { channel: 12 },
  may: () => true,
  run: () => openPanel({ name: 'pins' }),
});

const files = ofChannel({
  name: 'files',
  title: msg('Files'),
  icon: Files,
  menus: { channel: 13 },
  may: () => true,
  run: () => openPanel({ name: 'files' }),
});

const favourite = ofChannel({
  name: 'favourite',
  title: (state, { team, channelId = '' }) =>
    isFavourite(state, team.id, channelId) ? t('Remove from favourites') : t('Add to favourites'),
  icon: Star,
  may: () => true,
  run: (channelId, { team }) => void toggleFavourite(team.id, channelId),
});

const add = ofChannel({
  name: 'add-people',
  title: msg('Add people'),
  icon: UserPlus,
  menus: { channel: 14 },
  may: (state, channel) => isOfTeam(channel) && channel.delete_at === 0 && mayAddTo(state, channel),
  run: (channelId) => openDialog(addPeople, { channelId }),
});

const edit = ofChannel({
  name: 'edit-channel',
  title: msg('Edit channel'),
  icon: Pencil,
  menus: { channel: 15 },
  may: mayEdit,
  run: (channelId) => openDialog(editChannel, { channelId }),
});

const copyLink = ofChannel({
  name: 'copy-link',
  title: msg('Copy link'),
  icon: Link,
  menus: { channel: 16 },
  may: (state, channel, { team }) => channelPath(state, team.name, channel) !== undefined,
  run: (channelId, { team }) => {
    const state = live.store.getState();
    const channel = state.channels[channelId];
    const path = channel && channelPath(state, team.name, channel);
    if (path) void copyText(location.origin + path, t('Link copied'));
  },
});

const leave = ofChannel({
  name: 'leave-channel',
  title: msg('Leave channel'),
  icon: LogOut,
  menus: { channel: 21 },
  may: (_, channel) => canBeLeft(channel),
  run: (channelId) => openDialog(leaveChannel, { channelId }),
});

const archive = ofChannel({
  name: 'archive-channel',
  title: msg('Archive channel'),
  icon: Archive,
  danger: true,
  menus: { channel: 22 },
  may: (state, channel) => canBeLeft(channel) && mayArchive(state, channel),
  run: (channelId) => openDialog(archiveChannel, { channelId }),
});

export const actions = [newChannel, members, pins, files, favourite, add, edit, copyLink, leave, archive];
