import { type MouseEvent, type RefObject, useEffect, useEffectEvent, useLayoutEffect, useState } from 'react';

import { closeFile } from '../address.ts';
import { fromMiddle, isControl, useFingers } from './use-fingers.ts';
import { fitted, isFitted, moved, step, zoomedAt, type Point, type Size, type View } from './zoom.ts';

/** How a wheel's way (px) becomes larger or smaller. */
const perPx = 0.002;
/** Of a fitted picture: from here on a double press does not show it as it is, but twice as large. */
const nearlyWhole = 0.8;

/** Where the picture stands, and everything that moves it. `picture` may be 0 by 0 until it is known. */
export function usePictureView(
  stage: RefObject<HTMLElement | null>,
  picture: Size,
  onWalk: (to: 'next' | 'previous') => void,
) {
  const room = useRoom(stage);
  // Undefined: fitted, however large the stage is.
  const [chosen, setChosen] = useState<View>();
  const [turns, setTurns] = useState(0);
  const sizes = { picture, stage: room };
  const view = chosen ?? fitted(picture, room, turns);
  const isFit = chosen === undefined || isFitted(view, picture, room);
  const zoom = (factor: number, at: Point = { x: 0, y: 0 }) => setChosen(zoomedAt(view, factor, at, sizes));
  const acts = {
    larger: () => zoom(step),
    smaller: () => zoom(1 / step),
    fit: () => setChosen(undefined),
    actual: () => zoom(1 / view.scale),
    turn() {
      setTurns((turns + 1) % 4);
      setChosen(undefined);
    },
  };
  const toggle = (at: Point) => {
    if (isFit) zoom(view.scale < nearlyWhole ? 1 / view.scale : 2, at);
    else setChosen(undefined);
  };
  useWheel(stage, (delta, at) => zoom(Math.exp(-delta * perPx), at));
  useKeys({ '+': acts.larger, '=': acts.larger, '-': acts.smaller, '0': acts.fit, '1': acts.actual });

  const fingers = useFingers({
    stage,
    onPinch: (factor, at, by) => setChosen(moved(zoomedAt(view, factor, at, sizes), by, sizes)),
    onDrag: (by) => !isFit && setChosen(moved(view, by, sizes)),
    onSwipe(swipe) {
      if (!isFit) return;
      if (swipe === 'close') closeFile();
      else onWalk(swipe);
    },
  });
  const onDoubleClick = (event: MouseEvent) => {
    if (!isControl(event.target)) toggle(fromMiddle(stage.current, event.clientX, event.clientY));
  };
  return { view, isFit, handlers: { onDoubleClick, ...fingers }, acts };
}

/** Between the arrows at its sides, and above the bar (px). */
const [aside, below] = [72, 12];

function useRoom(stage: RefObject<HTMLElement | null>): Size {
  const [room, setRoom] = useState<Size>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const { current } = stage;
    if (!current) return undefined;
    const measure = () => {
      const { clientWidth, clientHeight } = current;
      const gap = clientWidth > 767 ? 2 * aside : 0;
      setRoom({ width: Math.max(1, clientWidth - gap), height: Math.max(1, clientHeight - below) });
    };
    measure();
    const resized = new ResizeObserver(measure);
    resized.observe(current);
    return () => resized.disconnect();
  }, [stage]);
  return room;
}

/** Not through React, whose listener could not keep the browser from zooming the page. */
function useWheel(stage: RefObject<HTMLElement | null>, onWheel: (delta: number, at: Point) => void): void {
  const tell = useEffectEvent(onWheel);
  useEffect(() => {
    const { current } = stage;
    const hear = (event: WheelEvent) => {
      event.preventDefault();
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
      // Two fingers on a touchpad come as small steps with Ctrl.
      const way = event.deltaY * lines * (event.ctrlKey ? 4 : 1);
      tell(way, fromMiddle(current, event.clientX, event.clientY));
    };
    current?.addEventListener('wheel', hear, { passive: false });
    return () => current?.removeEventListener('wheel', hear);
  }, [stage]);
}

/** Wherever the focus is in the viewer. */
export function useKeys(acts: Readonly<Record<string, () => void>>): void {
  const actOf = useEffectEvent((key: string) => acts[key]);
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof Element && event.target.matches('input, textarea')) return;
      const act = actOf(event.key);
      if (!act) return;
      event.preventDefault();
      act();
    };
    // The dialog keeps keys to itself on their way up.
    addEventListener('keydown', hear, { capture: true });
    return () => removeEventListener('keydown', hear, { capture: true });
  }, []);
}
