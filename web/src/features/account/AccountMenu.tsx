import { useFailure, useLive } from '../../live/live.ts';
import { displayName } from '../../live/select.ts';
import { presenceOf, UserAvatar } from '../../people/UserAvatar.tsx';
import { ActFailure } from '../../shell/ActFailure.tsx';
import { MenuEntries } from '../../shell/MenuEntries.tsx';
import { Menu, MenuCheck, MenuGroup, MenuSeparator } from '../../ui/Menu.tsx';
import { type PresenceState, presenceWord } from '../../ui/Presence.tsx';
import { t } from '../../words/words.ts';
import { accountPlace, choosePresence, presences } from './account-acts.ts';

/** My avatar at the foot of the team bar: presence, theme, settings, signing out. */
export function AccountMenu() {
  const meId = useLive((state) => state.me_id);
  const name = useLive((state) => displayName(state.users[state.me_id], state.config));
  const status = useLive((state) => presenceOf(state.statuses[state.me_id] ?? 'online'));
  const trigger = (
    <button
      type="button"
      className="account-button"
      aria-label={t('{name}: {presence}. Account', { name, presence: presenceWord(status) })}
    >
      <UserAvatar userId={meId} withPresence />
    </button>
  );
  return (
    <>
      <AccountFailure />
      <Menu label={t('Account')} trigger={trigger} side="right" align="end">
        <PresenceChoices name={name} status={status} />
        <MenuSeparator />
        <MenuEntries menu="account" />
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
      <Menu label={t('Presence')} trigger={trigger}>
        <PresenceChoices name={name} status={status} />
      </Menu>
      <ActFailure place={accountPlace} />
    </>
  );
}

function PresenceChoices({ name, status }: { name: string; status: PresenceState }) {
  return (
    <MenuGroup title={name}>
      {presences.map((choice) => (
        <MenuCheck key={choice} on={choice === status} onChange={() => void choosePresence(choice)}>
          {presenceWord(choice)}
        </MenuCheck>
      ))}
    </MenuGroup>
  );
}
