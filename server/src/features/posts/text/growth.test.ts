// Whatever is written, reading it takes time in proportion to its length.
import { expect, test } from 'vitest';
import { holdsKeyword, wordsIn } from '@innermost/protocol/words-that-call.ts';
import { steepOnes } from '../../../testing/growth.ts';
import { codePieces } from './code-pieces.ts';
import { firstLink } from './first-link.ts';
import { hashtagsOf, plainText, withoutCode } from './mention-tokens.ts';

const readers: Readonly<Record<string, (text: string) => unknown>> = {
  'code and text apart': codePieces,
  'text without code': withoutCode,
  'text alone': plainText,
  'words that call': wordsIn,
  keywords: (text) => holdsKeyword(text, 'a'),
  hashtags: (text) => hashtagsOf(text),
  'the first link': firstLink,
};

test.each(Object.entries(readers))(
  '%s: four times the text takes a few times four as long at most',
  (_, read) => {
    expect(steepOnes(read)).toEqual([]);
  },
  300_000,
);
