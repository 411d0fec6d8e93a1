import { useRef, useState } from 'react';
import { Play } from 'lucide-react';

import type { FileInfo } from '@innermost/protocol/files.ts';

import { Icon } from '../../ui/Icon.tsx';
import { t } from '../../words/words.ts';
import { lengthOf } from './length.ts';
import { fileUrl } from './of-file.ts';
import { Unplayable } from './Unplayable.tsx';
import { useDuration } from './use-duration.ts';

/** A film in its frame: first picture and length, and the browser's own controls once it was begun. */
export function VideoFile({ file }: { file: FileInfo }) {
  const video = useRef<HTMLVideoElement>(null);
  const [isBegun, setBegun] = useState(false);
  const seconds = useDuration(video);
  const [failed, setFailed] = useState(false);
  if (failed) return <Unplayable file={file} />;
  const play = () => {
    setBegun(true);
    video.current?.focus();
    void video.current?.play().catch(() => undefined);
  };
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- nobody sent any */}
      <video
        ref={video}
        src={fileUrl(file.id)}
        preload="metadata"
        controls={isBegun}
        playsInline
        aria-label={file.name}
        onError={() => setFailed(true)}
      />
      {!isBegun && (
        <>
          <span className="name chip-dark">
            <bdi className="clip">{file.name}</bdi>
          </span>
          <button type="button" className="play" aria-label={t('Play {name}', { name: file.name })} onClick={play}>
            <Icon of={Play} />
          </button>
          {Number.isFinite(seconds) && <span className="len chip-dark">{lengthOf(seconds)}</span>}
        </>
      )}
    </>
  );
}
