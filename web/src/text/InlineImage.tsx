import { type CSSProperties, type SyntheticEvent, useState } from 'react';

import type { PictureSize, TextScope } from './scope.tsx';

export interface InlineImageProps {
  src: string;
  alt: string;
  width: number | undefined;
  height: number | undefined;
  scope: TextScope;
}

const widest = 480;
const highest = 360;
/** Kept for a picture of which nothing is known (px). */
const placeHeight = 200;

/** What pictures turned out to be, lest the place of the next time is a guess again; null for one that failed. */
const seen = new Map<string, PictureSize | null>();
const mostSeen = 1000;

/**
 * At most 480 by 360, and the row never changes its height when the picture comes or fails: its frame is as large as
 * the picture will be, or stands in a place of a height of its own while nothing is known.
 */
export function InlineImage({ src, alt, width, height, scope }: InlineImageProps) {
  // What is learned while it is shown counts from the next time on.
  const [known] = useState(() => seen.get(src));
  const [failed, setFailed] = useState(known === null);
  const [why, setWhy] = useState<string>();
  const label = alt || src;
  const size = fitted(scope.pictureSize?.(src) ?? known ?? undefined, width, height);
  const keep = (found: PictureSize | null) => {
    if (seen.size < mostSeen) seen.set(src, found);
  };
  const link = (
    <a href={src} target="_blank" rel="noopener noreferrer nofollow">
      {label}
    </a>
  );
  if (failed && known === null) return link;
  const onLoad = ({ currentTarget: { naturalWidth, naturalHeight } }: SyntheticEvent<HTMLImageElement>) =>
    keep({ width: naturalWidth, height: naturalHeight });
  const onError = () => {
    keep(null);
    setFailed(true);
    void scope.whyNoPicture?.(src).then(setWhy);
  };
  const frame = failed ? (
    <>
      {link}
      {why !== undefined && <span className="img-why">{why}</span>}
    </>
  ) : (
    <a
      className="img"
      href={src}
      target="_blank"
      rel="noopener noreferrer nofollow"
      title={label}
      style={size && framed(size)}
    >
      <img
        className={size && 'filled'}
        style={size ? undefined : within(width, height)}
        src={scope.pictureSrc?.(src) ?? src}
        alt={alt}
        loading="lazy"
        decoding="async"
        referrerPolicy="no-referrer"
        onLoad={onLoad}
        onError={onError}
      />
    </a>
  );
  if (size && !failed) return frame;
  const style: CSSProperties = size ? framed(size) : placed(width, height);
  return (
    <span className={failed ? 'img-place failed' : 'img-place'} style={style}>
      {frame}
    </span>
  );
}

function framed({ width, height }: PictureSize): CSSProperties {
  return { width, aspectRatio: `${width} / ${height}` };
}

/** What is asked for is honoured, as far as there is room. */
function within(width: number | undefined, height: number | undefined): CSSProperties {
  return {
    width: width ? Math.min(width, widest) : undefined,
    height: height ? Math.min(height, highest) : undefined,
    maxHeight: placed(width, height).height,
  };
}

/** Room for a picture of which at most one side is known: the other follows from it when the picture comes. */
function placed(width: number | undefined, height: number | undefined): CSSProperties {
  if (height) return { height: Math.min(height, highest) };
  if (!width) return { height: placeHeight };
  const wide = Math.min(width, widest);
  return { width: wide, height: Math.min(highest, Math.round(wide * 0.75)) };
}
/** What the message asks for, in the proportions the picture has, within the limits. */
export function fitted(known: PictureSize | undefined, width?: number, height?: number): PictureSize | undefined {
  const ratio = known && known.width > 0 && known.height > 0 ? known.width / known.height : undefined;
  let wide = width ?? (height !== undefined && ratio !== undefined ? height * ratio : known?.width);
  let high = height ?? (wide !== undefined && ratio !== undefined ? wide / ratio : undefined);
  if (!wide || !high) return undefined;
  const shrink = Math.min(1, widest / wide, highest / high);
  wide = Math.max(1, Math.round(wide * shrink));
  high = Math.max(1, Math.round(high * shrink));
  return { width: wide, height: high };
}
