// Where something that opens over the page stands: beside what it belongs to, and wholly on the screen.

export type Side = 'top' | 'right' | 'bottom' | 'left';
export type Alignment = 'start' | 'center' | 'end';

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Placing {
  anchor: Box;
  size: { width: number; height: number };
  screen: { width: number; height: number };
  side: Side;
  align: Alignment;
  /** Pixels between the two. */
  gap: number;
  /** From right to left: start is then on the right. */
  isRtl?: boolean;
}

export interface Place {
  x: number;
  y: number;
  side: Side;
}

const margin = 8;
const opposite: Record<Side, Side> = { top: 'bottom', bottom: 'top', left: 'right', right: 'left' };

/** On the wanted side if it fits there, else on the opposite one if that has more room; never off the screen. */
export function place({ anchor, size, screen, side, align, gap, isRtl = false }: Placing): Place {
  const room: Record<Side, number> = {
    top: anchor.y,
    bottom: screen.height - anchor.y - anchor.height,
    left: anchor.x,
    right: screen.width - anchor.x - anchor.width,
  };
  const isUpright = side === 'top' || side === 'bottom';
  const needed = (isUpright ? size.height : size.width) + gap + margin;
  const chosen = room[side] >= needed || room[side] >= room[opposite[side]] ? side : opposite[side];
  const flipped = isUpright && isRtl ? flip(align) : align;
  const x = isUpright
    ? along(anchor.x, anchor.width, size.width, flipped)
    : beside(anchor.x, anchor.width, size.width, chosen === 'right', gap);
  const y = isUpright
    ? beside(anchor.y, anchor.height, size.height, chosen === 'bottom', gap)
    : along(anchor.y, anchor.height, size.height, align);
  return { x: within(x, size.width, screen.width), y: within(y, size.height, screen.height), side: chosen };
}

function along(start: number, length: number, own: number, align: Alignment): number {
  if (align === 'start') return start;
  return align === 'end' ? start + length - own : start + (length - own) / 2;
}

function beside(start: number, length: number, own: number, isAfter: boolean, gap: number): number {
  return isAfter ? start + length + gap : start - own - gap;
}

function within(value: number, own: number, whole: number): number {
  return Math.round(Math.max(margin, Math.min(value, whole - own - margin)));
}

function flip(align: Alignment): Alignment {
  if (align === 'center') return align;
  return align === 'start' ? 'end' : 'start';
}
