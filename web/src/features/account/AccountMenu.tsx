import { LogOut, Moon, Settings, Sun } from 'lucide-react';
import { useLocation } from 'wouter';

import { setStatus, type Presence } from '@innermost/protocol/status.ts';
import type { Team } from '@innermost/protocol/teams.ts';

import { applyOwn } from '../../live/apply/apply.ts';
import { live, useLive } from '../../live/live.ts';
import { displayName } from '../../live/select.ts';
import { chooseLook, currentLook } from '../../styles/theme.ts';
import { Menu, MenuCheck, MenuGroup, MenuItem, MenuSeparator } from '../../ui/Menu.tsx';
import { type PresenceState, presenceWord } from '../../ui/Presence.tsx';
import { presenceOf, UserAvatar } from '../sidebar/UserAvatar.tsx';

const choices = ['online', 'away', 'dnd', 'offline'] as const;

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
      <MenuSeparator />
      <MenuItem icon={LogOut} onSelect={() => void live.signOut()}>
        Sign out
      </MenuItem>
    </Menu>
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
    <Menu label="Presence" trigger={trigger}>
      <PresenceChoices name={name} status={status} />
    </Menu>
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
  const { me_id, statuses } = live.store.getState();
  const show = (shown: string) =>
    live.store.setState(
      (state) => applyOwn(state, 'status_change', { user_id: me_id, status: shown }, { now: Date.now() }),
      true,
    );
  show(status);
  try {
    await live.client.call(setStatus, { params: { user_id: 'me' }, body: { user_id: me_id, status } });
  } catch {
    show(statuses[me_id] ?? 'online');
  }
}
