// Key combinations, written once as "mod+Shift+K" and shown as the machine at hand names them.
import type { KeyboardEvent } from 'react';

import { type Message, msg, t } from '../words/words.ts';

const apple: Record<string, string> = { mod: '⌘', ctrl: '⌃', alt: '⌥', shift: '⇧' };
const others: Record<string, Message> = { mod: msg('Ctrl'), ctrl: msg('Ctrl'), shift: msg('Shift'), alt: msg('Alt') };
const signs: Record<string, string> = { enter: '↵', up: '↑', down: '↓', left: '←', right: '→', escape: 'Esc' };

export function onApple(): boolean {
  return typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.platform);
}

/** The keys of a combination, of which the last may be + itself. */
export const keysOf = (combination: string): string[] => combination.split(/\+(?!$)/);

/** One label per key: ["Ctrl", "K"], or ["⌘", "K"] on Apple's machines. */
export function keyLabels(keys: string, isApple = onApple()): string[] {
  return keysOf(keys).map((key) => {
    const lower = key.toLowerCase();
    const other = isApple ? undefined : others[lower];
    if (other) return t(other);
    return (isApple ? apple[lower] : undefined) ?? signs[lower] ?? (key.length === 1 ? key.toUpperCase() : key);
  });
}

/** As aria-keyshortcuts wants it: "Control+K". */
export function ariaKeys(keys: string, isApple = onApple()): string {
  const names: Record<string, string> = {
    mod: isApple ? 'Meta' : 'Control',
    ctrl: 'Control',
    alt: 'Alt',
    shift: 'Shift',
  };
  return keysOf(keys)
    .map((key) => names[key.toLowerCase()] ?? key)
    .join('+');
}

/** A key that belongs to an input method: Safari sends the one that ends a composition after the composition. */
export function isComposing(event: { isComposing: boolean; keyCode: number }): boolean {
  return event.isComposing || event.keyCode === 229;
}

/** Whether the "mod" of a combination is held: Cmd on Apple's machines, Ctrl elsewhere. */
export function modHeld(event: { ctrlKey: boolean; metaKey: boolean }, isApple = onApple()): boolean {
  return isApple ? event.metaKey : event.ctrlKey;
}

/** One Escape closes one thing: what lies around must not hear of it. The closing itself is the browser's. */
export function keepEscape(event: KeyboardEvent): void {
  if (event.key === 'Escape') event.stopPropagation();
}
