import { useEffect, useEffectEvent, useRef } from 'react';

export interface StillProps {
  src: string;
  label: string;
  onError: () => void;
}

/** The first frame of what moves: a canvas shows no other. */
export function Still({ src, label, onError }: StillProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const fail = useEffectEvent(onError);
  useEffect(() => {
    const image = new Image();
    image.addEventListener('load', () => {
      const { current } = canvas;
      if (!current) return;
      current.width = image.naturalWidth;
      current.height = image.naturalHeight;
      current.getContext('2d')?.drawImage(image, 0, 0);
    });
    image.addEventListener('error', () => fail());
    image.src = src;
    return () => image.removeAttribute('src');
  }, [src]);
  return (
    <canvas ref={canvas}>
      <img alt={label} />
    </canvas>
  );
}
