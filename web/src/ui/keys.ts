// Key combinations, written once as "mod+Shift+K" and shown as the machine at hand names them.

const apple: Record<string, string> = { mod: '⌘', ctrl: '⌃', alt: '⌥', shift: '⇧' };
const others: Record<string, string> = { mod: 'Ctrl', ctrl: 'Ctrl', alt: 'Alt', shift: 'Shift' };
const signs: Record<string, string> = { enter: '↵', up: '↑', down: '↓', left: '←', right: '→', escape: 'Esc' };

export function onApple(): boolean {
  return typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.platform);
}

/** One label per key: ["Ctrl", "K"], or ["⌘", "K"] on Apple's machines. */
export function keyLabels(keys: string, isApple = onApple()): string[] {
  const modifiers = isApple ? apple : others;
  return keys.split('+').map((key) => {
    const lower = key.toLowerCase();
    return modifiers[lower] ?? signs[lower] ?? (key.length === 1 ? key.toUpperCase() : key);
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
  return keys
    .split('+')
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
