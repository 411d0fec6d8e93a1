import { type ClipboardEvent, type DragEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { CircleAlert, ImagePlus } from 'lucide-react';

import { classNames } from '../../../ui/class-names.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { t } from '../../../words/words.ts';

export interface ChosenPicture {
  file: File;
  /** An address of the file, as long as the form is open. */
  src: string;
}

export interface ChoosePictureProps {
  picture: ChosenPicture | undefined;
  error: string | undefined;
  onChoose: (picture: ChosenPicture) => void;
}

const kinds = 'image/png,image/jpeg,image/gif,image/webp';

/** Where a picture is chosen, dropped or pasted, and seen. */
export function ChoosePicture({ picture, error, onChoose }: ChoosePictureProps) {
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const src = picture?.src;
  useEffect(() => () => (src === undefined ? undefined : URL.revokeObjectURL(src)), [src]);
  const take = (file: File | undefined) => {
    if (file) onChoose({ file, src: URL.createObjectURL(file) });
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    event.stopPropagation();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };
  const onPaste = (event: ClipboardEvent) => take(event.clipboardData.files[0]);
  const onDragOver = (event: DragEvent) => {
    event.preventDefault();
    event.stopPropagation();
    setOver(true);
  };
  const choose = (
    <button
      type="button"
      aria-describedby={error ? 'emoji-picture-error' : undefined}
      onClick={() => input.current?.click()}
    >
      {picture ? t('choose another') : t('Choose a picture')}
    </button>
  );
  return (
    <div className="field">
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- a place to drop on; the button inside does the same */}
      <div
        className={classNames('emoji-drop', isOver && 'over', Boolean(error) && 'bad')}
        onDragOver={onDragOver}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
        onPaste={onPaste}
      >
        {picture ? <Chosen {...picture} choose={choose} /> : <Unchosen choose={choose} />}
        <input
          ref={input}
          type="file"
          className="sr"
          accept={kinds}
          tabIndex={-1}
          aria-label={t('Picture')}
          onChange={(event) => {
            take(event.target.files?.[0]);
            // The same file may be chosen again.
            event.target.value = '';
          }}
        />
      </div>
      {error && (
        <p className="help bad" id="emoji-picture-error" role="alert">
          <Icon of={CircleAlert} />
          {error}
        </p>
      )}
    </div>
  );
}

interface InsideProps {
  choose: ReactNode;
}

function Chosen({ file, src, choose }: ChosenPicture & InsideProps) {
  const [size, setSize] = useState<{ src: string; text: string }>();
  return (
    <>
      <img
        className="emoji-chosen"
        src={src}
        alt=""
        onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
          setSize({ src, text: `${naturalWidth} × ${naturalHeight}` })
        }
      />
      <b className="clip">{file.name}</b>
      <span className="t3 small">
        {size?.src === src && `${size.text} · `}
        {t('{size} KB', { size: Math.ceil(file.size / 1024) })} · {choose}
      </span>
    </>
  );
}

function Unchosen({ choose }: InsideProps) {
  return (
    <>
      <Icon of={ImagePlus} large />
      {choose}
      <span className="t3 small">{t('PNG, JPEG, GIF or WebP; it may move.')}</span>
    </>
  );
}
