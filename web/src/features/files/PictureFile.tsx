import { useState, type SyntheticEvent } from 'react';
import { ImageOff, Play } from 'lucide-react';

import type { FileInfo } from '@innermost/protocol/files.ts';

import { Icon } from '../../ui/Icon.tsx';
import { t } from '../../words/words.ts';
import { moves, pictureUrl } from './of-file.ts';
import { OpensFile } from './OpensFile.tsx';
import { Still } from './Still.tsx';
import { useStillness } from './use-stillness.ts';

export interface PictureFileProps {
  file: FileInfo;
  /** Pictures of the message that are not shown; this one stands for them. */
  hidden?: number;
  /** Of its place (CSS px); undefined: a place in a grid. */
  width?: number | undefined;
}

/** CSS px; a place in a grid is about as wide. */
const placeWidth = 280;

/** A picture of a message, filling its frame: its colours at first, then itself; what moves does so unless that is unwanted. */
export function PictureFile({ file, hidden = 0, width = placeWidth }: PictureFileProps) {
  const [failed, setFailed] = useState(false);
  const [isPlaying, setPlaying] = useState(false);
  const isStill = useStillness() && moves(file) && !isPlaying;
  const label =
    hidden > 0
      ? t('{name}, and {count, plural, one {# more picture} other {# more pictures}}', {
          name: file.name,
          count: hidden,
        })
      : file.name;
  const src = pictureUrl(file, width, width);
  return (
    <>
      <OpensFile file={file} className="pic-link" label={label} style={coloursOf(file)}>
        {failed ? (
          <Failed name={file.name} />
        ) : isStill ? (
          <Still src={src} label={file.name} onError={() => setFailed(true)} />
        ) : (
          <img
            src={src}
            alt={file.name}
            loading="lazy"
            decoding="async"
            draggable={false}
            onLoad={dropColours}
            onError={() => setFailed(true)}
          />
        )}
        {hidden > 0 && (
          <span className="more" aria-hidden="true">
            +{hidden}
          </span>
        )}
      </OpensFile>
      {isStill && !failed && hidden === 0 && (
        <button
          type="button"
          className="pic-play"
          aria-label={t('Play {name}', { name: file.name })}
          onClick={() => setPlaying(true)}
        >
          <Icon of={Play} />
        </button>
      )}
    </>
  );
}

function Failed({ name }: { name: string }) {
  return (
    <span className="pic-failed">
      <Icon of={ImageOff} large />
      <bdi className="clip">{name}</bdi>
      <span>{t('This picture cannot be shown')}</span>
    </span>
  );
}

function coloursOf({ mini_preview }: FileInfo) {
  return mini_preview ? { backgroundImage: `url(data:image/jpeg;base64,${mini_preview})` } : undefined;
}

/** They would shine through a picture that is not opaque. Set past React: nothing else is drawn anew for it. */
function dropColours({ currentTarget }: SyntheticEvent<HTMLImageElement>): void {
  currentTarget.parentElement?.style.removeProperty('background-image');
}
