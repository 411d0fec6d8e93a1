import { type PointerEvent, type RefObject, useRef } from 'react';

import { swipeOf, type Point } from './zoom.ts';

interface Finger extends Point {
  id: number;
}

interface Press {
  fingers: Finger[];
  from: Point;
  at: number;
  /** Two fingers touched: what follows is no swipe. */
  wasPinch: boolean;
}

const middleOf = ([a, b = a]: readonly Finger[]): Point =>
  a && b ? { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 } : { x: 0, y: 0 };
const apart = ([a, b = a]: readonly Finger[]): number => (a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0);

export interface FingersOptions {
  stage: RefObject<HTMLElement | null>;
  /** Two fingers: so many times as far apart, around a point, which moved. */
  onPinch: (factor: number, at: Point, by: Point) => void;
  onDrag: (by: Point) => void;
  /** One finger, or a pen, that was lifted; never the mouse. */
  onSwipe: (swipe: 'next' | 'previous' | 'close') => void;
}

/** Handlers of the stage that tell pinches, drags and swipes apart. */
export function useFingers({ stage, onPinch, onDrag, onSwipe }: FingersOptions) {
  const press = useRef<Press>({ fingers: [], from: { x: 0, y: 0 }, at: 0, wasPinch: false });
  const placeOf = ({ clientX, clientY, pointerId: id }: PointerEvent): Finger => ({
    id,
    ...fromMiddle(stage.current, clientX, clientY),
  });
  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (event.button !== 0 || isControl(event.target)) return;
      const { current } = press;
      event.currentTarget.setPointerCapture(event.pointerId);
      current.fingers = [...current.fingers, placeOf(event)].slice(-2);
      if (current.fingers.length === 1)
        Object.assign(current, { from: placeOf(event), at: event.timeStamp, wasPinch: false });
      else current.wasPinch = true;
    },
    onPointerMove(event: PointerEvent) {
      const { current } = press;
      const index = current.fingers.findIndex(({ id }) => id === event.pointerId);
      if (index === -1) return;
      const before = current.fingers;
      current.fingers = before.with(index, placeOf(event));
      const [was, is] = [middleOf(before), middleOf(current.fingers)];
      const by = { x: is.x - was.x, y: is.y - was.y };
      if (before.length === 2) {
        const factor = apart(current.fingers) / Math.max(1, apart(before));
        onPinch(factor, is, by);
      } else onDrag(by);
    },
    onPointerUp(event: PointerEvent) {
      const { current } = press;
      const wasAlone = current.fingers.length === 1 && !current.wasPinch;
      current.fingers = current.fingers.filter(({ id }) => id !== event.pointerId);
      if (!wasAlone || event.pointerType === 'mouse') return;
      const end = placeOf(event);
      const swipe = swipeOf({ x: end.x - current.from.x, y: end.y - current.from.y }, event.timeStamp - current.at);
      if (swipe) onSwipe(swipe);
    },
    onPointerCancel(event: PointerEvent) {
      const { current } = press;
      current.fingers = current.fingers.filter(({ id }) => id !== event.pointerId);
    },
  };
}

/** Of the bar over the stage, which hears presses itself. */
export const isControl = (target: EventTarget) => target instanceof Element && target.closest('.zoom') !== null;

/** A point of the window, from the middle of an element. */
export function fromMiddle(element: HTMLElement | null, x: number, y: number): Point {
  const { left = 0, top = 0, width = 0, height = 0 } = element?.getBoundingClientRect() ?? {};
  return { x: x - left - width / 2, y: y - top - height / 2 };
}
