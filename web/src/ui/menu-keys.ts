// Which item of a menu a key leads to: pure, so that it can be tested without a page.

/** Undefined when the key moves nothing. Letters go to the next item that begins with what was typed. */
export function itemForKey(labels: readonly string[], current: number, key: string, typed: string): number | undefined {
  const last = labels.length - 1;
  if (last < 0) return undefined;
  switch (key) {
    case 'ArrowDown':
      return current >= last ? 0 : current + 1;
    case 'ArrowUp':
      return current <= 0 ? last : current - 1;
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return typed === '' ? undefined : itemForTyping(labels, current, typed);
  }
}

function itemForTyping(labels: readonly string[], current: number, typed: string): number | undefined {
  const wanted = typed.toLowerCase();
  // One letter goes on from the current item, more letters may still mean it.
  const from = wanted.length === 1 ? current + 1 : Math.max(current, 0);
  for (let i = 0; i < labels.length; i++) {
    const index = (from + i) % labels.length;
    if (labels[index]?.toLowerCase().startsWith(wanted)) return index;
  }
  return undefined;
}
