import { useState } from 'react';

import type { Team } from '@innermost/protocol/teams.ts';

import { chooseLook, currentLook, type Density, type ThemeChoice } from '../../styles/theme.ts';
import { Segments } from '../../ui/Switch.tsx';
import { SettingsSheet } from './SettingsSheet.tsx';

const themes: readonly { value: ThemeChoice; label: string }[] = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'contrast-light', label: 'Light, high contrast' },
  { value: 'contrast-dark', label: 'Dark, high contrast' },
];
const densities: readonly { value: Density; label: string }[] = [
  { value: 'roomy', label: 'Roomy' },
  { value: 'compact', label: 'Compact' },
];

export function AppearancePage({ team }: { team: Team }) {
  return (
    <SettingsSheet team={team}>
      <Appearance />
    </SettingsSheet>
  );
}

function Appearance() {
  const [look, setLook] = useState(currentLook);
  const change = (next: typeof look) => {
    setLook(next);
    chooseLook(next);
  };
  return (
    <>
      <h1>Appearance</h1>
      <p className="sub">For this device.</p>
      <section className="set">
        <h2>Theme</h2>
        <div className="settings-choice">
          <Segments
            label="Theme"
            name="theme"
            value={look.theme}
            options={themes}
            onChange={(theme) => change({ ...look, theme })}
          />
        </div>
      </section>
      <section className="set">
        <h2>Density</h2>
        <div className="settings-choice">
          <Segments
            label="Density"
            name="density"
            value={look.density}
            options={densities}
            onChange={(density) => change({ ...look, density })}
          />
        </div>
      </section>
    </>
  );
}
