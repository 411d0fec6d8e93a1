import { dialog } from '../../shell/dialogs.ts';
import { msg } from '../../words/words.ts';

export const newChannel = dialog<{ teamId: string }>({
  title: msg('New channel'),
  load: () => import('./NewChannel.tsx').then((module) => module.NewChannel),
});

export const addPeople = dialog<{ channelId: string }>({
  title: msg('Add people'),
  load: () => import('./AddPeople.tsx').then((module) => module.AddPeople),
});

export const editChannel = dialog<{ channelId: string }>({
  title: msg('Edit channel'),
  load: () => import('./EditChannel.tsx').then((module) => module.EditChannel),
});

export const leaveChannel = dialog<{ channelId: string }>({
  title: msg('Leave channel'),
  load: () => import('./ChannelQuestions.tsx').then((module) => module.LeaveChannel),
});

export const archiveChannel = dialog<{ channelId: string }>({
  title: msg('Archive channel'),
  load: () => import('./ChannelQuestions.tsx').then((module) => module.ArchiveChannel),
});
