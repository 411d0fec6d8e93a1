/** Where a picture stands in the viewer. Pure. All in CSS px; the place is that of its middle, from the middle of the stage. */
export interface View {
  /** Screen px for each px of the picture. */
  scale: number;
  x: number;
  y: number;
  /** Quarter turns to the right. */
  turns: number;
}

export interface Size {
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

const [least, most] = [0.05, 16];
/** By one key, or one press. */
export const step = 1.25;

const turned = ({ width, height }: Size, turns: number): Size =>
  turns % 2 === 0 ? { width, height } : { width: height, height: width };

/** All of it, and never larger than it is. */
export function fitted(picture: Size, stage: Size, turns = 0): View {
  const { width, height } = turned(picture, turns);
  const scale = Math.min(1, stage.width / Math.max(1, width), stage.height / Math.max(1, height));
  return { scale: Math.max(0.001, scale), x: 0, y: 0, turns };
}

/** Screen px: what would be a hair is drawn no thinner. */
const hair = 2;

/** The sides to draw it with; undefined where they are not known yet. */
export const drawnSide = (side: number, { scale }: View): number | undefined =>
  side === 0 ? undefined : Math.max(side, hair / scale);

export function isFitted(view: View, picture: Size, stage: Size): boolean {
  return Math.abs(view.scale / fitted(picture, stage, view.turns).scale - 1) < 0.001;
}

/** What lies at the point stays there. */
export function zoomedAt(view: View, factor: number, point: Point, { picture, stage }: Sizes): View {
  const fit = fitted(picture, stage, view.turns).scale;
  const scale = Math.min(Math.max(most, fit), Math.max(Math.min(least, fit), view.scale * factor));
  const by = scale / view.scale;
  return within(
    { ...view, scale, x: point.x - (point.x - view.x) * by, y: point.y - (point.y - view.y) * by },
    { picture, stage },
  );
}

export interface Sizes {
  picture: Size;
  stage: Size;
}

export function moved(view: View, by: Point, sizes: Sizes): View {
  return within({ ...view, x: view.x + by.x, y: view.y + by.y }, sizes);
}

/** No farther than to its edges; what is smaller than the stage stays in the middle. */
function within(view: View, { picture, stage }: Sizes): View {
  const { width, height } = turned(picture, view.turns);
  const beyond = (long: number, room: number) => Math.max(0, (long * view.scale - room) / 2);
  const clamp = (value: number, limit: number) => Math.min(limit, Math.max(-limit, value));
  return {
    ...view,
    x: clamp(view.x, beyond(width, stage.width)),
    y: clamp(view.y, beyond(height, stage.height)),
  };
}

/** A swipe along the line walks, one downwards closes; undefined: neither. Px and ms. */
export function swipeOf(by: Point, ms: number): 'next' | 'previous' | 'close' | undefined {
  const [across, down] = [Math.abs(by.x), Math.abs(by.y)];
  const isFast = ms < 300;
  if (across > down * 1.5 && across > (isFast ? 40 : 100)) return by.x < 0 ? 'next' : 'previous';
  return by.y > 0 && down > across * 1.5 && down > (isFast ? 60 : 140) ? 'close' : undefined;
}
