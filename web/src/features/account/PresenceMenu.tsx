import { useLive } from '../../live/live.ts';
import { displayName } from '../../live/select.ts';
import { presenceOf, UserAvatar } from '../../people/UserAvatar.tsx';
import { ActFailure } from '../../shell/ActFailure.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { presenceWord } from '../../ui/Presence.tsx';
import { t } from '../../words/words.ts';
import { accountPlace } from './account-acts.ts';
import { PresenceChoices } from './OpenAccountMenu.tsx';

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
