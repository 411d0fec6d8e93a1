import { useState } from 'react';
import { useLocation } from 'wouter';

import { createDirectChannel, createGroupChannel } from '@innermost/protocol/channels.ts';
import { limits } from '@innermost/protocol/limits.ts';
import { savePreferences } from '@innermost/protocol/preferences.ts';

import { applyOwn } from '../../live/apply/apply.ts';
import { live, useLive } from '../../live/live.ts';
import { teamByName } from '../../live/select.ts';
import { Queries } from '../../queries/Queries.tsx';
import { sentenceFor } from '../../shell/errors.ts';
import { channelPath } from '../../shell/paths.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { channelArrived } from '../channels/arrived.ts';
import { shownPreference } from '../sidebar/sections.ts';
import { PeoplePicker } from './PeoplePicker.tsx';

/** I am the eighth of a group. */
const mostOthers = limits.groupChannelMembers.max - 1;

export function NewDirect({ teamName, onClose }: { teamName: string; onClose: () => void }) {
  const [, navigate] = useLocation();
  const teamId = useLive((state) => teamByName(state, teamName)?.id ?? '');
  const meId = useLive((state) => state.me_id);
  const [chosen, setChosen] = useState<string[]>([]);
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);

  const open = async () => {
    if (busy || chosen.length === 0) return;
    setBusy(true);
    try {
      const path = await openConversation(chosen, teamName);
      onClose();
      if (path) navigate(path);
    } catch (failure) {
      setError(sentenceFor(failure));
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      title="New message"
      description={error ?? 'One person, or up to seven: a conversation that nobody else can read.'}
      onClose={onClose}
      acts={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" off={chosen.length === 0} busy={busy} onClick={() => void open()}>
            Open conversation
          </Button>
        </>
      }
    >
      <Queries>
        <PeoplePicker
          label="Name or username"
          scope={{ teamId }}
          chosen={chosen}
          onChange={setChosen}
          most={mostOthers}
          without={[meId]}
          onEnter={() => void open()}
        />
      </Queries>
    </Dialog>
  );
}

/** Makes the conversation if there is none yet, lists it, and answers where it is. */
export async function openConversation(userIds: readonly string[], teamName: string): Promise<string | undefined> {
  const { me_id } = live.store.getState();
  const [first] = userIds;
  const channel =
    userIds.length === 1 && first
      ? await live.client.call(createDirectChannel, { body: [me_id, first] })
      : await live.client.call(createGroupChannel, { body: [me_id, ...userIds] });
  await channelArrived(channel.id);
  await list(channel);
  return channelPath(live.store.getState(), teamName, channel);
}

/** Wire: that a conversation is listed is a preference, which the client writes. */
async function list(channel: Parameters<typeof shownPreference>[1]): Promise<void> {
  const { me_id } = live.store.getState();
  const [category, name] = shownPreference({ me_id }, channel);
  const preferences = [{ user_id: me_id, category, name, value: 'true' }];
  live.store.setState((state) => applyOwn(state, 'preferences_changed', { preferences }, { now: Date.now() }), true);
  await live.client.call(savePreferences, { params: { user_id: 'me' }, body: preferences }).catch(() => undefined);
}
