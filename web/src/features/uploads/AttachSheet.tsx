import { Camera, File as FileShape, Images } from 'lucide-react';

import { Dialog } from '../../ui/Dialog.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { t } from '../../words/words.ts';
import { pick } from './pick.ts';
import './uploads.css';

export interface AttachSheetProps {
  onPicked: (files: File[]) => void;
  onClose: () => void;
}

/** From below, on a phone: where the files come from. */
export function AttachSheet({ onPicked, onClose }: AttachSheetProps) {
  const choose = (choice: Parameters<typeof pick>[0]) => () => {
    pick(choice, onPicked);
    onClose();
  };
  return (
    <Dialog open title={t('Attach')} onClose={onClose}>
      <div className="attach-sheet">
        <button type="button" className="camera" onClick={choose({ accept: 'image/*', camera: true })}>
          <Icon of={Camera} large />
          {t('Camera')}
        </button>
        <div className="menu">
          <button type="button" className="mi" onClick={choose({ accept: 'image/*,video/*' })}>
            <Icon of={Images} large />
            <span className="grow">{t('Photos and videos')}</span>
          </button>
          <button type="button" className="mi" onClick={choose({})}>
            <Icon of={FileShape} large />
            <span className="grow">{t('File')}</span>
          </button>
        </div>
      </div>
    </Dialog>
  );
}
