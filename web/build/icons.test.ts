import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { __iconData as cards, default as Cards } from 'lucide-react/dist/esm/icons/messages-square.mjs';
import { __iconData as pinned, default as Pin } from 'lucide-react/dist/esm/icons/pin.mjs';
import { expect, test } from 'vitest';

import { createLucideIcon } from './icon.ts';

const attributes = { className: 'i l', 'aria-hidden': true, focusable: false } as const;

test('an icon is drawn as lucide draws it', () => {
  for (const [shape, data] of [
    [Pin, pinned],
    [Cards, cards],
  ] as const) {
    const theirs = renderToStaticMarkup(createElement(shape, attributes));
    expect(theirs).toContain('<path');
    expect(renderToStaticMarkup(createElement(createLucideIcon(data), attributes))).toBe(theirs);
  }
});
