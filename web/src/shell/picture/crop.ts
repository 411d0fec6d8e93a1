/**
 * Which square is cut out of a picture. Pure. Places are pixels of the picture as it is turned; the square always lies inside
 * it.
 */
export interface Size {
  width: number;
  height: number;
}

export interface Crop {
  /** Quarter turns to the right. */
  turn: 0 | 1 | 2 | 3;
  /** 1: the largest square there is. */
  zoom: number;
  /** The middle of the square. */
  x: number;
  y: number;
}

export const mostZoom = 4;

/** The largest square, in the middle. */
export function cropOf({ width, height }: Size): Crop {
  return { turn: 0, zoom: 1, x: width / 2, y: height / 2 };
}

export function turnedSize({ width, height }: Size, turn: Crop['turn']): Size {
  return turn % 2 === 0 ? { width, height } : { width: height, height: width };
}

/** Of the square that is cut out. */
export function sideOf(size: Size, { zoom }: Crop): number {
  return Math.min(size.width, size.height) / zoom;
}

/** Moves the picture under the square by a part of the square's side: to the right and down. */
export function moved(size: Size, crop: Crop, right: number, down: number): Crop {
  const side = sideOf(size, crop);
  return inside(size, { ...crop, x: crop.x - right * side, y: crop.y - down * side });
}

export function zoomed(size: Size, crop: Crop, zoom: number): Crop {
  return inside(size, { ...crop, zoom: Math.min(mostZoom, Math.max(1, zoom)) });
}

/** A quarter to the right; what was in the middle stays there. */
export function turned(size: Size, crop: Crop): Crop {
  const { height } = turnedSize(size, crop.turn);
  const turns: Record<Crop['turn'], Crop['turn']> = { 0: 1, 1: 2, 2: 3, 3: 0 };
  return inside(size, { ...crop, turn: turns[crop.turn], x: height - crop.y, y: crop.x });
}

function inside(size: Size, crop: Crop): Crop {
  const half = sideOf(size, crop) / 2;
  const { width, height } = turnedSize(size, crop.turn);
  const within = (at: number, end: number) => Math.min(end - half, Math.max(half, at));
  return { ...crop, x: within(crop.x, width), y: within(crop.y, height) };
}

/** What of a canvas is used. */
export interface Plane {
  setTransform(a: number, b: number, c: number, d: number, e: number, f: number): void;
  translate(x: number, y: number): void;
  rotate(angle: number): void;
  scale(x: number, y: number): void;
}

/** Sets up a square canvas of so many pixels, with the square `inset` from its edges, for drawing the picture at 0, 0. */
export function placeOn(plane: Plane, size: Size, crop: Crop, pixels: number, inset = 0): void {
  const { width, height } = size;
  const scale = (pixels - 2 * inset) / sideOf(size, crop);
  plane.setTransform(1, 0, 0, 1, pixels / 2, pixels / 2);
  plane.scale(scale, scale);
  plane.translate(-crop.x, -crop.y);
  const corners = { 0: [0, 0], 1: [height, 0], 2: [width, height], 3: [0, width] } as const;
  const [right, down] = corners[crop.turn];
  plane.translate(right, down);
  plane.rotate((crop.turn * Math.PI) / 2);
}
