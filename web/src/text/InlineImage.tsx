import { type CSSProperties, useState } from 'react';

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

/** At most 480 by 360, its place kept before it loads; a picture that cannot be loaded becomes a link. */
export function InlineImage({ src, alt, width, height, scope }: InlineImageProps) {
  const [failed, setFailed] = useState(false);
  const label = alt || src;
  if (failed) {
    return (
      <a href={src} target="_blank" rel="noopener noreferrer nofollow">
        {label}
      </a>
    );
  }
  const size = fitted(scope.pictureSize?.(src), width, height);
  return (
    <a className="img" href={src} target="_blank" rel="noopener noreferrer nofollow" title={label}>
      <img
        src={scope.pictureSrc?.(src) ?? src}
        alt={alt}
        {...size}
        style={size && ({ '--ratio': `${size.width} / ${size.height}` } as CSSProperties)}
        loading="lazy"
        decoding="async"
        referrerPolicy="no-referrer"
        onError={() => setFailed(true)}
      />
    </a>
  );
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
