import { useEffect, useRef, useState } from 'react';

import type { EmojiPicture } from './scope.tsx';

export interface EmojiProps {
  name: string;
  picture: EmojiPicture;
}

/** One emoji in running text, a reaction or a picker. */
export function Emoji({ name, picture }: EmojiProps) {
  const label = `:${name}:`;
  const [broken, setBroken] = useState<string>();
  if (!('src' in picture))
    return (
      <span className="emo-char" title={label}>
        {picture.character}
      </span>
    );
  const { src } = picture;
  if (src === broken) return <span title={label}>{label}</span>;
  const onError = () => setBroken(src);
  if (wantsStillness()) return <StillEmoji src={src} label={label} onError={onError} />;
  return <img className="emo-img" src={src} alt={label} title={label} draggable={false} onError={onError} />;
}

/** Asked for each: whoever changes their mind sees it with the next that is drawn. */
const wantsStillness = (): boolean =>
  typeof matchMedia === 'function' && matchMedia('(prefers-reduced-motion: reduce)').matches;

interface StillEmojiProps {
  src: string;
  label: string;
  onError: () => void;
}

/** The first frame, for people who want nothing to move: what moves cannot be told from what does not before it is drawn. */
function StillEmoji({ src, label, onError }: StillEmojiProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const image = new Image();
    image.addEventListener('error', onError);
    image.addEventListener('load', () => {
      const { current } = canvas;
      if (!current) return;
      current.width = image.naturalWidth;
      current.height = image.naturalHeight;
      current.getContext('2d')?.drawImage(image, 0, 0);
    });
    image.src = src;
    return () => image.removeAttribute('src');
    // oxlint-disable-next-line react/exhaustive-deps -- `onError` is about the same picture
  }, [src]);
  // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an <img> would move
  return <canvas className="emo-img" ref={canvas} role="img" aria-label={label} title={label} />;
}
