import type { LucideIcon } from 'lucide-react';

import { classNames } from './class-names.ts';

export interface IconProps {
  /** A shape of lucide, imported by name where it is used, so that only used ones are bundled. */
  of: LucideIcon;
  /** 20 px instead of 16, for tiles and dialogs. */
  large?: boolean;
}

/** Decoration beside words; what stands alone belongs into an IconButton, which says its label. */
export function Icon({ of: Shape, large }: IconProps) {
  return <Shape className={classNames('i', large && 'l')} aria-hidden="true" focusable="false" />;
}
