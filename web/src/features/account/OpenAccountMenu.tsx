import type { OpenMenu } from '../../shell/MenuButton.tsx';
import { MenuEntries } from '../../shell/MenuEntries.tsx';
import { MenuAt, MenuCheck, MenuGroup, MenuSeparator } from '../../ui/Menu.tsx';
import { type PresenceState, presenceWord } from '../../ui/Presence.tsx';
import { t } from '../../words/words.ts';
import { choosePresence, presences } from './account-acts.ts';

interface PresenceProps {
  name: string;
  status: PresenceState;
}

export function OpenAccountMenu({ name, status, ...menu }: OpenMenu & PresenceProps) {
  return (
    <MenuAt label={t('Account')} side="right" align="end" {...menu}>
      <PresenceChoices name={name} status={status} />
      <MenuSeparator />
      <MenuEntries menu="account" />
    </MenuAt>
  );
}

export function PresenceChoices({ name, status }: PresenceProps) {
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
