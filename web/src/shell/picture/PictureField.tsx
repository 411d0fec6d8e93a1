import { type ReactNode, useRef, useState } from 'react';
import { CircleAlert, Upload } from 'lucide-react';

import { ApiError } from '@innermost/client/errors.ts';

import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { type Message, msg, t } from '../../words/words.ts';
import { sentenceFor } from '../errors.ts';
import { part } from '../part.tsx';
import { PartBoundary } from '../PartBoundary.tsx';
import './picture.css';

const CropDialog = part(() => import('./CropDialog.tsx').then((module) => module.CropDialog));

export interface PictureFieldProps {
  label: string;
  shape: 'round' | 'tile';
  /** How it looks now. */
  now: ReactNode;
  /** One sentence. */
  help: string;
  /** Somebody chose the one of now. */
  isChosen: boolean;
  upload: (picture: Blob) => Promise<void>;
  remove: () => Promise<void>;
}

/** The server's refusals, by what is in their ids, in the reader's language. */
const sentences: readonly (readonly [RegExp, Message])[] = [
  [/\.decode\./, msg('The picture cannot be read. Use a PNG, JPEG, GIF or WebP.')],
  [/check_image_limits/, msg('The picture has more pixels than this server takes. Choose a smaller one.')],
  [/too_large/, msg('The file is larger than this server takes. Choose a smaller one.')],
];

function sentenceOf(failure: unknown): string {
  const id = failure instanceof ApiError ? failure.id : '';
  const [, sentence] = sentences.find(([pattern]) => pattern.test(id)) ?? [];
  return sentence ? t(sentence) : sentenceFor(failure);
}

/** A picture of somebody or something: chosen, cut to a square, sent, and removed. */
export function PictureField({ label, shape, now, help, isChosen, upload, remove }: PictureFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const { image, busy, error, take, close, attempt } = useSending(upload);
  return (
    <fieldset className="picture-field" aria-label={label}>
      {now}
      <div className="col">
        <div className="row">
          <Button icon={Upload} busy={busy === 'upload'} onClick={() => input.current?.click()}>
            {t('Choose a picture')}
          </Button>
          {isChosen && (
            <Button kind="quiet" busy={busy === 'remove'} onClick={() => void attempt('remove', remove)}>
              {t('Remove')}
            </Button>
          )}
        </div>
        {error ? (
          <p className="help bad" role="alert">
            <Icon of={CircleAlert} />
            {error}
          </p>
        ) : (
          <p className="help">{help}</p>
        )}
      </div>
      <input
        ref={input}
        type="file"
        className="sr"
        accept="image/*"
        tabIndex={-1}
        aria-label={t('Picture')}
        onChange={(event) => {
          void take(event.target.files?.[0]);
          // The same file may be chosen again.
          event.target.value = '';
        }}
      />
      {image && (
        <PartBoundary frame={inDialog(close)}>
          <CropDialog
            image={image}
            shape={shape}
            onClose={close}
            onUse={(picture) => {
              close();
              void attempt('upload', () => upload(picture));
            }}
          />
        </PartBoundary>
      )}
    </fieldset>
  );
}

const inDialog = (onClose: () => void) =>
  function failed(failure: ReactNode) {
    return (
      <Dialog open onClose={onClose} title={t('Cut the picture')}>
        {failure}
      </Dialog>
    );
  };

function useSending(upload: PictureFieldProps['upload']) {
  const [image, setImage] = useState<HTMLImageElement>();
  const [busy, setBusy] = useState<'upload' | 'remove'>();
  const [error, setError] = useState<string>();
  const attempt = async (what: 'upload' | 'remove', run: () => Promise<void>) => {
    setBusy(what);
    setError(undefined);
    try {
      await run();
    } catch (failure) {
      setError(sentenceOf(failure));
    }
    setBusy(undefined);
  };
  const close = () => {
    if (image) URL.revokeObjectURL(image.src);
    setImage(undefined);
  };
  const take = async (file: File | undefined) => {
    if (!file) return;
    const read = await readImage(file);
    // What this browser cannot read, the server may.
    if (read) setImage(read);
    else await attempt('upload', () => upload(file));
  };
  return { image, busy, error, take, close, attempt };
}

/** Undefined where this browser cannot read it. */
function readImage(file: File): Promise<HTMLImageElement | undefined> {
  return new Promise((resolve) => {
    const image = new Image();
    image.addEventListener('load', () => resolve(image));
    image.addEventListener('error', () => {
      URL.revokeObjectURL(image.src);
      resolve(undefined);
    });
    image.src = URL.createObjectURL(file);
  });
}
