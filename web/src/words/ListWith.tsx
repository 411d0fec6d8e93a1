import { Fragment, type ReactNode } from 'react';

import { listFormat } from './formats.ts';

/** The same as `listOf`, of elements. */
export function listWith(items: readonly ReactNode[]): ReactNode {
  const parts = listFormat().formatToParts(items.map((_, index) => String(index)));
  return parts.map(({ type, value }, index) => (
    <Fragment key={index}>{type === 'element' ? items[Number(value)] : value}</Fragment>
  ));
}
