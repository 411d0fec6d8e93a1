import type { Team } from '@innermost/protocol/teams.ts';

import { useLive } from '../../live/live.ts';
import { SettingFields } from '../../shell/SettingFields.tsx';
import { t } from '../../words/words.ts';
import { OwnPicture } from './OwnPicture.tsx';
import { profileSettings } from './profile-settings.ts';
import { SettingsSheet } from './SettingsSheet.tsx';

export function ProfilePage({ team }: { team: Team }) {
  const me = useLive((state) => state.users[state.me_id]);
  return (
    <SettingsSheet team={team}>
      <h1>{t('Profile')}</h1>
      <p className="sub">{t('What others see of you.')}</p>
      {me && <OwnPicture me={me} />}
      {me && <SettingFields settings={profileSettings} me={me} />}
    </SettingsSheet>
  );
}
