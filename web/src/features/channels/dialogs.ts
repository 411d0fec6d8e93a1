import { dialog } from '../../shell/dialogs.ts';

export const newChannel = dialog<{ teamId: string }>({
  title: 'New channel',
  load: () => import('./NewChannel.tsx').then((module) => module.NewChannel),
});

export const addPeople = dialog<{ channelId: string }>({
  title: 'Add people',
  load: () => import('./AddPeople.tsx').then((module) => module.AddPeople),
});

export const editChannel = dialog<{ channelId: string }>({
  title: 'Edit channel',
  load: () => import('./EditChannel.tsx').then((module) => module.EditChannel),
});

export const leaveChannel = dialog<{ channelId: string }>({
  title: 'Leave channel',
  load: () => import('./ChannelQuestions.tsx').then((module) => module.LeaveChannel),
});

export const archiveChannel = dialog<{ channelId: string }>({
  title: 'Archive channel',
  load: () => import('./ChannelQuestions.tsx').then((module) => module.ArchiveChannel),
});
