import type { ReactElement } from 'react';
import { RotateCcw, X } from 'lucide-react';

import { IconButton } from '../../ui/IconButton.tsx';
import { bytesOf } from '../../words/formats.ts';
import { t } from '../../words/words.ts';
import { FileTile } from './FileTile.tsx';
import { detach, retry } from './page-uploads.ts';
import { aboutUpload, pictureOf, progressOf } from './told.ts';
import { pictures, type Place, type Tile, type Upload } from './uploading.ts';
import './uploads.css';

export interface TrayProps {
  at: string;
  place: Place;
  tiles: readonly Tile[];
  /** A file was taken out: its button, which had the focus, is gone. */
  onGone: () => void;
}

/** What is attached, over the text. */
export function Tray({ at, place, tiles, onGone }: TrayProps) {
  return (
    <ul className="tray" aria-label={t('Attached files')}>
      {tiles.map((tile) => {
        const remove = () => {
          detach(at, place, tile);
          onGone();
        };
        return <TrayTile key={tile.key} tile={tile} onRemove={remove} />;
      })}
    </ul>
  );
}

function TrayTile({ tile, onRemove }: { tile: Tile; onRemove: () => void }): ReactElement {
  if (tile.kind === 'upload') return <UploadTile upload={tile.upload} onRemove={onRemove} />;
  if (tile.kind === 'lost') {
    const { name, type } = tile.file;
    const acts = <RemoveButton name={name} onRemove={onRemove} />;
    return (
      <FileTile
        name={name}
        type={type}
        picture={undefined}
        isBad
        about={t('Lost with the page that sent it')}
        acts={acts}
      />
    );
  }
  const { info } = tile;
  return (
    <FileTile
      name={info.name}
      type={info.mime_type}
      picture={pictureOf(info)}
      about={bytesOf(info.size)}
      acts={<RemoveButton name={info.name} onRemove={onRemove} />}
    />
  );
}

/** Also of a message that waits for it. */
export function UploadTile({ upload, onRemove }: { upload: Upload; onRemove: () => void }) {
  const { key, name, type, state, mayRetry } = upload;
  const hasFailed = state === 'failed';
  return (
    <FileTile
      name={name}
      type={type}
      picture={pictures.get(key)}
      about={aboutUpload(upload)}
      isBad={hasFailed}
      progress={progressOf(upload)}
      acts={
        <>
          {hasFailed && mayRetry && (
            <IconButton icon={RotateCcw} label={t('Try {name} again', { name })} small onClick={() => retry(key)} />
          )}
          {hasFailed ? (
            <RemoveButton name={name} onRemove={onRemove} />
          ) : (
            <IconButton icon={X} label={t('Cancel upload of {name}', { name })} small onClick={onRemove} />
          )}
        </>
      }
    />
  );
}

export function RemoveButton({ name, onRemove }: { name: string; onRemove: () => void }) {
  return <IconButton icon={X} label={t('Remove {name}', { name })} small onClick={onRemove} />;
}
