import type { Team } from '@innermost/protocol/teams.ts';

import { ActFailure } from '../../shell/ActFailure.tsx';
import { SettingRow } from '../../shell/SettingRow.tsx';
import { t } from '../../words/words.ts';
import { language, languagePlace } from './language-setting.ts';
import { density, theme } from './look-settings.ts';
import { SettingsSheet } from './SettingsSheet.tsx';

export function AppearancePage({ team }: { team: Team }) {
  return (
    <SettingsSheet team={team}>
      <h1>{t('Appearance')}</h1>
      <p className="sub">{t('For this device.')}</p>
      <section className="set">
        <SettingRow setting={theme} />
        <SettingRow setting={density} />
        <SettingRow setting={language} />
        <ActFailure place={languagePlace} />
      </section>
    </SettingsSheet>
  );
}
