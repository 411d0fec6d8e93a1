export interface SkeletonProps {
  /** CSS length or percentage. */
  width?: number | string;
  height?: number;
  round?: boolean;
}

/** One bar of a place that is loading. Shows from 200 ms on; the place around it sets aria-busy. */
export function Skeleton({ width, height, round }: SkeletonProps) {
  return <span className={round ? 'sk av' : 'sk'} style={{ width, height }} aria-hidden="true" />;
}
