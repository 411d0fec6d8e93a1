import { expect, test } from 'vitest';

import { isInFence } from './fence.ts';

/** `|` is the caret. */
function at(text: string): boolean {
  return isInFence(text.replace('|', ''), text.indexOf('|'));
}

test('a fence is open from its first line to the line that closes it', () => {
  for (const open of [
    '```|',
    '```ts\nlet a|',
    '~~~\n|',
    'see\n```\n|\n```',
    '> ```\n> a|',
    '- list\n  ```\n  a|',
    '````\n```|',
  ]) {
    expect(at(open), open).toBe(true);
  }
  for (const closed of ['|', 'a|', '```\na\n```|', '```\na\n```\nb|', '`code`|', '```code```|', '|```', '~~~\n~~~ |']) {
    expect(at(closed), closed).toBe(false);
  }
});

test('what only looks like a closing line does not close', () => {
  for (const open of ['```\n~~~\n|', '```\n``` ts\n|', '~~~~\n~~~\n|']) expect(at(open), open).toBe(true);
});
