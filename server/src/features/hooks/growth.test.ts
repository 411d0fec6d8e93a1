// Whatever a program sends, reading it takes time in proportion to its length: strangers hold the addresses of hooks.
import { expect, test } from 'vitest';
import { tooSteep } from '../../../../tools/growth.ts';
import { steepOnes } from '../../testing/growth.ts';
import { markdownOf } from './blocks.ts';
import { payloadOf } from './payload.ts';
import { escapeRawBreaks } from './raw-breaks.ts';
import { codeBlock, codeSpan } from './rich-text.ts';
import { isAddress, linkTo, namedIn, noToken, slackPlain, slackText } from './slack-text.ts';
import { splitContent } from './split-posts.ts';

const nobody = { byId: new Map<string, string>(), inTeam: new Set<string>() };
const patience = 300_000;

const block = (type: string, text: string) => markdownOf([{ type, text: { type: 'mrkdwn', text } }]);
const rich = (type: string, text: string) =>
  markdownOf([{ type: 'rich_text', elements: [{ type, elements: [{ type: 'text', text }] }] }]);

const readers: Readonly<Record<string, (text: string) => unknown>> = {
  "Slack's text": (text) => slackText(text, nobody),
  "Slack's plain text": (text) => slackPlain(text, nobody),
  'names in tokens': namedIn,
  'text that is no token': noToken,
  addresses: isAddress,
  links: (text) => linkTo(text, text),
  'code in a line': codeSpan,
  'code blocks': (text) => codeBlock(text),
  sections: (text) => block('section', text),
  headers: (text) => block('header', text),
  'Markdown blocks': (text) => markdownOf([{ type: 'markdown', text }]),
  'cells of tables': (text) => markdownOf([{ type: 'table', rows: [[{ type: 'raw_text', text }]] }]),
  'rich sections': (text) => rich('rich_text_section', text),
  'rich quotes': (text) => rich('rich_text_quote', text),
  'rich code': (text) => rich('rich_text_preformatted', text),
  'line breaks in JSON': (text) => escapeRawBreaks(`{"text":"${text}"}`),
  payloads: (text) => payloadOf({ text, attachments: [{ text, title: text, footer: text }] }),
  'splitting into posts': (text) => splitContent({ message: text, attachments: [] }, 0, 4_000),
};

test.each(Object.entries(readers))(
  '%s: four times the text takes a few times four as long at most',
  (_, read) => {
    expect(steepOnes(read)).toEqual([]);
  },
  patience,
);

const many: Readonly<Record<string, (count: number) => unknown>> = {
  blocks: (count) => Array.from({ length: count }, () => ({ type: 'section', text: { type: 'mrkdwn', text: '*a*' } })),
  dividers: (count) => Array.from({ length: count }, () => ({ type: 'divider' })),
  'fields of a section': (count) => [{ type: 'section', fields: Array.from({ length: count }, () => 'a') }],
  buttons: (count) => [
    { type: 'actions', elements: Array.from({ length: count }, () => ({ type: 'button', text: 'a' })) },
  ],
  'rows of a table': (count) => [{ type: 'table', rows: Array.from({ length: count }, () => [{ text: 'a' }]) }],
  'items of a list': (count) => [
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_list',
          style: 'bullet',
          elements: Array.from({ length: count }, () => ({ type: 'rich_text_section', elements: [] })),
        },
      ],
    },
  ],
};

test.each(Object.entries(many))(
  'many %s are read in proportion',
  (_, blocks) => {
    const reading = (length: number) => {
      const json = JSON.stringify(blocks(length / 8));
      return () => markdownOf(JSON.parse(json));
    };
    expect(tooSteep(reading, 16_000)).toBeUndefined();
  },
  patience,
);
