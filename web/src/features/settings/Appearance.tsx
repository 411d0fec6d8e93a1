import type { Team } from '@innermost/protocol/teams.ts';

import { SettingRow } from '../../shell/SettingRow.tsx';
import { density, theme } from './look-settings.ts';
import { SettingsSheet } from './SettingsSheet.tsx';

export function AppearancePage({ team }: { team: Team }) {
  return (
    <SettingsSheet team={team}>
      <h1>Appearance</h1>
      <p className="sub">For this device.</p>
      <section className="set">
        <SettingRow setting={theme} />
        <SettingRow setting={density} />
      </section>
    </SettingsSheet>
  );
}
