import { Keyboard, LogOut, Moon, Settings, Sun } from 'lucide-react';
import { useLocation } from 'wouter';

import { setStatus, type Presence } from '@innermost/protocol/status.ts';
import type { Team } from '@innermost/protocol/teams.ts';

import { live, useFailure, useLive } from '../../live/live.ts';
import { displayName } from '../../live/select.ts';
import { presenceOf, UserAvatar } from '../../people/UserAvatar.tsx';
import { ActFailure } from '../../shell/ActFailure.tsx';
import { openDialog } from '../../shell/dialogs.ts';
import { chooseLook, currentLook } from '../../styles/theme.ts';
import { Menu, MenuCheck, MenuGroup, MenuItem, MenuSeparator } from '../../ui/Menu.tsx';
import { type PresenceState, presenceWord } from '../../ui/Presence.tsx';

const choices = ['online', 'away', 'dnd', 'offline'] as const;

/** Where it is shown that a presence was not taken, or signing out failed. */
const accountPlace = 'account';

/** My avatar at the foot of the team bar: presence, theme, settings, signing out. */
export function AccountMenu({ team }: { team: Team | undefined }) {
  const [, navigate] = useLocation();
  const meId = useLive((state) => state.me_id);
  const name = useLive((state) => displayName(state.users[state.me_id], state.config));
  const status = useLive((state) => presenceOf(state.statuses[state.me_id] ?? 'online'));
  const isDark = (document.documentElement.dataset['theme'] ?? '').includes('dark');
  const trigger = (
    <button type="button" className="account-button" aria-label={`${name}: ${presenceWord(status)}. Account`}>
      <UserAvatar userId={meId} withPresence />
    </button>
  );
  return (
    <>
      <AccountFailure />
      <Menu label="Account" trigger={trigger} side="right" align="end">
        <PresenceChoices name={name} status={status} />
        <MenuSeparator />
        <MenuItem
          icon={isDark ? Sun : Moon}
          onSelect={() => chooseLook({ ...currentLook(), theme: isDark ? 'light' : 'dark' })}
        >
          {isDark ? 'Change to light' : 'Change to dark'}
        </MenuItem>
        {team && (
          <MenuItem icon={Settings} onSelect={() => navigate(`/${team.name}/settings`)}>
            Settings
          </MenuItem>
        )}
        {team && (
          <MenuItem icon={Keyboard} keys="mod+/" onSelect={() => openDialog({ name: 'shortcuts' })}>
            Keyboard shortcuts
          </MenuItem>
        )}
        <MenuSeparator />
        <MenuItem icon={LogOut} onSelect={() => void signOut()}>
          Sign out
        </MenuItem>
      </Menu>
    </>
  );
}

/** Beside the button, over whatever is there. */
function AccountFailure() {
  const failure = useFailure(accountPlace);
  if (!failure) return null;
  return (
    <div className="account-failure" popover="manual" ref={(element) => element?.showPopover()}>
      <ActFailure place={accountPlace} />
    </div>
  );
}

/** On a phone, at the top of what can be set: me, and whether others find me there. */
export function PresenceMenu() {
  const meId = useLive((state) => state.me_id);
  const name = useLive((state) => displayName(state.users[state.me_id], state.config));
  const status = useLive((state) => presenceOf(state.statuses[state.me_id] ?? 'online'));
  const trigger = (
    <button type="button" className="item presence-item" aria-label={`${name} ${presenceWord(status)}`}>
      <UserAvatar userId={meId} withPresence />
      <span className="n">{name}</span>
      <span className="t3">{presenceWord(status)}</span>
    </button>
  );
  return (
    <>
      <Menu label="Presence" trigger={trigger}>
        <PresenceChoices name={name} status={status} />
      </Menu>
      <ActFailure place={accountPlace} />
    </>
  );
}

function PresenceChoices({ name, status }: { name: string; status: PresenceState }) {
  return (
    <MenuGroup title={name}>
      {choices.map((choice) => (
        <MenuCheck key={choice} on={choice === status} onChange={() => void choose(choice)}>
          {presenceWord(choice)}
        </MenuCheck>
      ))}
    </MenuGroup>
  );
}

async function choose(status: Presence): Promise<void> {
  const { me_id } = live.store.getState();
  await live.acts.act({
    event: 'status_change',
    data: () => ({ user_id: me_id, status }),
    send: () => live.client.call(setStatus, { params: { user_id: 'me' }, body: { user_id: me_id, status } }),
    place: accountPlace,
    failed: `Not shown as ${presenceWord(presenceOf(status)).toLowerCase()}`,
  });
}

/** A failure stays beside the menu that it came from. */
export async function signOut(): Promise<void> {
  await live.acts.attempt({ place: accountPlace, failed: 'Not signed out', run: () => live.signOut() });
}
