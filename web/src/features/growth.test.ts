// Pickers and switchers look through all they hold at every key: that takes time in proportion to how much it is.
import { expect, test } from 'vitest';

import { tooSteep } from '../../../tools/growth.ts';
import { keyed } from '../live/state.ts';
import { inTown, makeChannel, makeMember, makeUser } from '../live/testing.ts';
import { textBeginning } from '../text/beginning.ts';
import { mayBeColoured } from '../text/colouring.ts';
import { isInFence } from '../text/fence.ts';
import { readAttachments } from './attachments/read.ts';
import { applyFormat } from './composer/format.ts';
import { commandIn } from './composer/slash.ts';
import { suggestionsFor } from './composer/suggest.ts';
import { linesOf, piecesByLine } from './files/viewer/lines.ts';
import { browseRows, searchRows } from './emoji/rows.ts';
import { readTable } from './emoji/table.ts';
import { placesFor } from './sidebar/jump.ts';

const names = (count: number) => Array.from({ length: count }, (_, at) => `name-${at}.of-${at % 7}`);
const usersOf = (count: number) =>
  keyed(
    names(count).map((name) => makeUser(name)),
    (user) => user.id,
  );
const channelsOf = (count: number) =>
  keyed(
    names(count).map((name) => makeChannel(name)),
    (channel) => channel.id,
  );
const tableOf = (count: number) =>
  readTable(
    `#people\n${names(count)
      .map((name) => `x\t${name}\t\tword`)
      .join('\n')}`,
  );
const trigger = (kind: 'person' | 'channel' | 'emoji') => ({ kind, query: 'name', start: 0, end: 5 });

/** What is held, and what is looked for in it at every key. */
const lookups: Readonly<Record<string, (count: number) => () => unknown>> = {
  'people to mention': (count) => {
    const state = { users: usersOf(count), channels: {}, config: {} };
    return () => suggestionsFor(trigger('person'), { state, teamId: 'team', emoji: undefined, mayCallAll: true });
  },
  'channels to mention': (count) => {
    const state = { users: {}, channels: channelsOf(count), config: {} };
    return () => suggestionsFor(trigger('channel'), { state, teamId: 'team', emoji: undefined, mayCallAll: true });
  },
  'emoji while typing': (count) => {
    const sources = { state: { users: {}, channels: {}, config: {} }, teamId: 'team', mayCallAll: true };
    const emoji = tableOf(count);
    const custom = names(count).map((name) => ({ name, src: name }));
    return () => suggestionsFor(trigger('emoji'), { ...sources, emoji, custom });
  },
  'the emoji picker': (count) => {
    const custom = names(count).map((name) => ({ name, src: name }));
    const content = { table: tableOf(count), custom, tone: '' as const };
    return () => searchRows(content, 'name');
  },
  'the emoji picker at first': (count) => {
    const content = { table: tableOf(count), custom: [], recent: names(20), tone: '' as const };
    return () => browseRows(content);
  },
  'the switcher': (count) => {
    const channels = channelsOf(count);
    const members = keyed(
      Object.keys(channels).map((id) => makeMember(id)),
      (member) => member.channel_id,
    );
    const state = inTown({ users: usersOf(count), channels, members });
    return () => [placesFor(state, 'team', 'name'), placesFor(state, 'team', '')];
  },
};

const patience = 120_000;
test.each(Object.entries(lookups))(
  '%s: four times as many take a few times four as long at most',
  (_, make) => expect(tooSteep(make, 2_000)).toBeUndefined(),
  patience,
);

const pieces = ['```\n', '~~~', '`a', '> ', '- a\n', '/', '/a ', '//', ' ', '\n', 'a\n', 'a ', '*', '[a](b) ', '| '];
const readers: Readonly<Record<string, (text: string) => unknown>> = {
  'the beginning of a text': textBeginning,
  'what may be coloured': mayBeColoured,
  'whether the caret is in a fence': (text) => isInFence(text, text.length),
  'whether a line is a command': commandIn,
  'the lines of a file': linesOf,
  'colours line by line': (text) => piecesByLine([{ text, look: 's' }]),
  'making a list': (text) => applyFormat({ text, start: 0, end: text.length }, 'list'),
  'making code': (text) => applyFormat({ text, start: 0, end: text.length }, 'code'),
  'reading attachments': (text) => readAttachments([{ text, title: text, fallback: text, color: text, footer: text }]),
};

test.each(Object.entries(readers))(
  '%s: four times the text takes a few times four as long at most',
  (_, read) => {
    const steep = pieces.flatMap((piece) => {
      const make = (length: number) => {
        const text = piece.repeat(length / piece.length);
        return () => read(text);
      };
      const found = tooSteep(make, 16_000);
      return found === undefined ? [] : [`${JSON.stringify(piece)}: ${found}`];
    });
    expect(steep).toEqual([]);
  },
  patience,
);

test('many attachments and fields are read in proportion', () => {
  const many = (count: number) => {
    const sent = Array.from({ length: count / 10 }, () => ({
      text: 'a',
      fields: Array.from({ length: 10 }, () => ({ title: 'a', value: 'b', short: true })),
    }));
    return () => readAttachments(sent);
  };
  expect(tooSteep(many, 4_000)).toBeUndefined();
});
