import { caseNames, mentionCases } from '@innermost/protocol/mention-cases.ts';
import { expect, test } from 'vitest';

import { calledIn, mentionsIn } from './mentions.ts';
import { walk } from './nodes.ts';
import { parse } from './parse.ts';

const names = new Set(caseNames);
const known = (name: string) => (names.has(name) ? name : undefined);

test.each(mentionCases)('$text', ({ text, calls = [], everybody, tags = [] }) => {
  expect([...calledIn(text, known)]).toEqual(calls);
  expect(mentionsIn(text).channelWide).toEqual(everybody ? [everybody] : []);
  const found: string[] = [];
  walk(parse(text), (node) => void (node.type === 'hashtag' && found.push(`#${node.tag}`)));
  expect(found).toEqual(tags);
});
