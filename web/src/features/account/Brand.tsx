import { useState } from 'react';

import { getBrandImage } from '@innermost/protocol/brand.ts';

import { live, useLive } from '../../live/live.ts';
import { Text } from '../../text/Text.tsx';
import { DoorArt } from '../../ui/DoorArt.tsx';

/** Beside the form for signing in: the server's own picture and words where it has some, or the doorway. */
export function Brand() {
  const isOn = useLive(({ config }) => config['EnableCustomBrand'] === 'true');
  const words = useLive(({ config }) => config['CustomBrandText']?.trim() ?? '');
  const [hasPicture, setHasPicture] = useState(true);
  if (!isOn || (!hasPicture && words === '')) return <DoorArt />;
  return (
    <aside className="art own">
      {hasPicture && <img src={live.client.url(getBrandImage)} alt="" onError={() => setHasPicture(false)} />}
      {words !== '' && (
        <div className="body">
          <Text source={words} />
        </div>
      )}
    </aside>
  );
}
