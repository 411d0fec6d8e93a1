import { useFailure, useLive } from '../../live/live.ts';
import { displayName } from '../../live/select.ts';
import { presenceOf, UserAvatar } from '../../people/UserAvatar.tsx';
import { ActFailure } from '../../shell/ActFailure.tsx';
import { MenuButton } from '../../shell/MenuButton.tsx';
import { part } from '../../shell/part.tsx';
import { presenceWord } from '../../ui/Presence.tsx';
import { t } from '../../words/words.ts';
import { accountPlace } from './account-acts.ts';

const OpenAccountMenu = part(() => import('./OpenAccountMenu.tsx').then((module) => module.OpenAccountMenu));

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
      <MenuButton label={t('Account')} trigger={trigger}>
        {(open) => <OpenAccountMenu name={name} status={status} {...open} />}
      </MenuButton>
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
