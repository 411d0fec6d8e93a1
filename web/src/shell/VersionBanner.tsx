import { useState } from 'react';
import { RefreshCw } from 'lucide-react';
import { useStore } from 'zustand';

import { live } from '../live/live.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { t } from '../words/words.ts';
import { reloadPage } from './reload.ts';

/** Offers the page of the server's new version. Nobody is made to take it. */
export function VersionBanner() {
  const isNewer = useStore(live.versions.newer);
  const [busy, setBusy] = useState(false);
  if (!isNewer) return null;
  const load = () => {
    setBusy(true);
    void reloadPage();
  };
  return (
    <Banner
      tone="info"
      icon={RefreshCw}
      act={
        <Button small busy={busy} onClick={load}>
          {t('Load it now')}
        </Button>
      }
    >
      <b>{t('A new version is here.')}</b> {t('What you are writing stays.')}
    </Banner>
  );
}
