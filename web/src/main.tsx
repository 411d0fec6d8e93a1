import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { live } from './live/live.ts';
import { Routes } from './routes.tsx';
import { followLocale } from './shell/follow-locale.ts';
import { part } from './shell/part.tsx';
import { PartBoundary } from './shell/PartBoundary.tsx';
import { followLook } from './styles/theme.ts';
import { Said } from './ui/Said.tsx';
import { Toasts } from './ui/Toasts.tsx';
import { InLanguage } from './words/InLanguage.tsx';

const Tooltips = part(() => import('./ui/Tooltips.tsx').then((module) => module.Tooltips));
/** What they say is elsewhere, too. */
const noTooltips = () => null;

followLook();
const spoken = followLocale(live.store);
void live.start();

const root = document.getElementById('root');
if (root) {
  const page = createRoot(root);
  // English is here; another language is waited for, so that nothing is shown twice.
  void spoken.then(() =>
    page.render(
      <StrictMode>
        <InLanguage>
          <Routes />
          <Toasts />
          <Said />
          <PartBoundary frame={noTooltips}>
            <Tooltips />
          </PartBoundary>
        </InLanguage>
      </StrictMode>,
    ),
  );
}
