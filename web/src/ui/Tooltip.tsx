import type { Side } from './place.ts';

export interface TipAttributes {
  'data-tip': string;
  'data-tip-keys': string | undefined;
  'data-tip-side': Side | undefined;
}

/**
 * Spread onto any element, it gives it a tooltip: <button {...tip('Save', 'S')}>. One layer at the root (`Tooltips.tsx`)
 * shows it, so it costs nothing until then. On touch there is none: what it says must be found elsewhere too.
 */
export function tip(text: string, keys?: string, side?: Side): TipAttributes {
  return { 'data-tip': text, 'data-tip-keys': keys, 'data-tip-side': side };
}
