import { useRef, useState } from 'react';
import { Maximize, Minus, Plus, RotateCw } from 'lucide-react';

import { getFilePreview, type FileInfo } from '@innermost/protocol/files.ts';

import { live } from '../../../live/live.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { tip } from '../../../ui/Tooltip.tsx';
import { t } from '../../../words/words.ts';
import { fileUrl } from '../of-file.ts';
import { NothingToSee } from './NothingToSee.tsx';
import { usePictureView } from './use-picture-view.ts';
import { drawnSide } from './zoom.ts';

export interface PictureStageProps {
  file: FileInfo;
  onWalk: (to: 'next' | 'previous') => void;
}

/** The server makes previews no wider (px). */
const previewWidth = 1920;
/** What browsers show themselves. */
const shown = /^image\/(jpeg|png|gif|webp|avif|apng|bmp)$/;

/** A picture that is turned, brought nearer and moved: by wheel, keys, two fingers, a double press. */
export function PictureStage({ file, onWalk }: PictureStageProps) {
  const stage = useRef<HTMLDivElement>(null);
  const [failed, setFailed] = useState(false);
  const [natural, setNatural] = useState({ width: file.width ?? 0, height: file.height ?? 0 });
  const { view, isFit, handlers, acts } = usePictureView(stage, natural, onWalk);
  if (failed)
    return <NothingToSee file={file} reason={t('This picture is broken, or of a kind that cannot be shown.')} />;
  const { width, height } = natural;
  const isSharp = !file.has_preview_image || (shown.test(file.mime_type) && needed(width, view.scale) > previewWidth);
  const preview = live.client.url(getFilePreview, { params: { file_id: file.id } });
  const sources = file.has_preview_image ? (isSharp ? [preview, fileUrl(file.id)] : [preview]) : [fileUrl(file.id)];
  return (
    <div ref={stage} className="stage pictures" {...handlers}>
      <div
        className={isFit ? 'pic' : 'pic near'}
        data-view={`${view.scale.toFixed(4)} ${view.turns}`}
        style={{
          width: drawnSide(width, view),
          height: drawnSide(height, view),
          transform: `translate(-50%, -50%) translate(${view.x}px, ${view.y}px) scale(${view.scale}) rotate(${view.turns * 90}deg)`,
        }}
      >
        {sources.map((src, index) => (
          <img
            key={src}
            src={src}
            alt={index === 0 ? file.name : ''}
            decoding="async"
            draggable={false}
            onLoad={({ currentTarget }) => {
              if (width === 0) setNatural({ width: currentTarget.naturalWidth, height: currentTarget.naturalHeight });
            }}
            onError={() => index === 0 && setFailed(true)}
          />
        ))}
      </div>
      <ZoomBar scale={view.scale} isFit={isFit} acts={acts} />
    </div>
  );
}

const needed = (width: number, scale: number): number => width * scale * (window.devicePixelRatio || 1);

interface ZoomBarProps {
  scale: number;
  isFit: boolean;
  acts: ReturnType<typeof usePictureView>['acts'];
}

function ZoomBar({ scale, isFit, acts }: ZoomBarProps) {
  return (
    <div className="zoom" role="toolbar" aria-label={t('Zoom')}>
      <IconButton icon={Minus} label={t('Smaller')} keys="-" tipSide="top" onClick={acts.smaller} />
      <output className="v">{t('{percent} %', { percent: Math.round(scale * 100) })}</output>
      <IconButton icon={Plus} label={t('Larger')} keys="+" tipSide="top" onClick={acts.larger} />
      <span className="vr" />
      <IconButton icon={Maximize} label={t('Fit')} keys="0" on={isFit} tipSide="top" onClick={acts.fit} />
      <button
        type="button"
        className="ib one"
        aria-label={t('1:1, actual size')}
        aria-keyshortcuts="1"
        {...tip(t('Actual size'), '1', 'top')}
        onClick={acts.actual}
      >
        1:1
      </button>
      <IconButton icon={RotateCw} label={t('Turn')} tipSide="top" onClick={acts.turn} />
    </div>
  );
}
