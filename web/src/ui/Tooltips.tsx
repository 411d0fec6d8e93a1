import { useEffect, useState } from 'react';

import { keyLabels } from './keys.ts';
import type { Side } from './place.ts';
import { usePlaced } from './usePlaced.ts';

const waitsMs = 400;
/** Going along a row of buttons, the next tooltip comes at once. */
const sharedMs = 300;
/** Time to move the pointer onto the tooltip itself. */
const graceMs = 120;

/** Once, at the root: shows the tooltips of everything. */
export function Tooltips() {
  const [target, setTarget] = useState<HTMLElement>();
  useEffect(() => watch(setTarget), []);
  return target ? <Tip key={target.dataset['tip']} target={target} /> : null;
}

/** Calls with what should show its tooltip now, or with nothing. Returns what ends it. */
function watch(show: (target: HTMLElement | undefined) => void): () => void {
  let shown: HTMLElement | undefined;
  let hiddenAt = -Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const set = (target: HTMLElement | undefined, afterMs: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (shown && !target) hiddenAt = performance.now();
      // By now it may be gone, or have been scrolled away from under the pointer.
      shown = target?.matches(':hover, :focus-visible') ? target : undefined;
      show(shown);
    }, afterMs);
  };
  const onOver = (event: PointerEvent) => {
    const over = event.target instanceof Element ? event.target : undefined;
    if (event.pointerType === 'touch' || over?.closest('.tip')) return clearTimeout(timer);
    const target = over?.closest<HTMLElement>('[data-tip]') ?? undefined;
    if (target === shown) return clearTimeout(timer);
    const isSoon = shown !== undefined || performance.now() - hiddenAt < sharedMs;
    return set(target, target ? (isSoon ? 0 : waitsMs) : graceMs);
  };
  const onFocus = (event: FocusEvent) => {
    const target = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-tip]') : null;
    if (target?.matches(':focus-visible')) set(target, 0);
  };
  const hide = () => set(undefined, 0);
  const onScroll = () => shown && hide();
  const onKey = (event: KeyboardEvent) => event.key === 'Escape' && hide();
  addEventListener('pointerover', onOver);
  addEventListener('focusin', onFocus);
  addEventListener('focusout', hide);
  addEventListener('pointerdown', hide, { capture: true });
  addEventListener('scroll', onScroll, { capture: true, passive: true });
  addEventListener('keydown', onKey, { capture: true });
  return () => {
    clearTimeout(timer);
    removeEventListener('pointerover', onOver);
    removeEventListener('focusin', onFocus);
    removeEventListener('focusout', hide);
    removeEventListener('pointerdown', hide, { capture: true });
    removeEventListener('scroll', onScroll, { capture: true });
    removeEventListener('keydown', onKey, { capture: true });
  };
}

function Tip({ target }: { target: HTMLElement }) {
  const { tip: text, tipKeys: keys, tipSide: side } = target.dataset;
  const place = { anchor: target, side: isSide(side) ? side : 'top', align: 'center', gap: 6 } as const;
  const floating = usePlaced<HTMLDivElement>(place);
  return (
    // The element says the same as its label; reading it again would be noise.
    <div ref={floating} popover="manual" className="tip" aria-hidden="true">
      {text}
      {keys && <span className="tip-keys">{keyLabels(keys).join(' ')}</span>}
    </div>
  );
}

function isSide(side: string | undefined): side is Side {
  return side === 'top' || side === 'right' || side === 'bottom' || side === 'left';
}
