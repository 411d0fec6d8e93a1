import { expect, test } from 'vitest';

import { keyed } from '../../live/state.ts';
import { makeChannel, makeUser } from '../../live/testing.ts';
import { triggerAt } from '../../text/mentions.ts';
import { readTable } from '../emoji/table.ts';
import { suggestionsFor, type SuggestSources } from './suggest.ts';

const users = [
  makeUser('ann', { first_name: 'Ann', last_name: 'Lee' }),
  makeUser('hannah'),
  makeUser('annika', { delete_at: 5 }),
];
const channels = [makeChannel('ci-cd', { display_name: 'CI/CD' }), makeChannel('other', { team_id: 'elsewhere' })];
const sources: SuggestSources = {
  state: { users: keyed(users, (user) => user.id), channels: keyed(channels, (one) => one.id), config: {} },
  teamId: 'team',
  emoji: readTable('#people\n🚀\trocket\t\tship\n'),
  mayCallAll: true,
};

function names(typed: string, more: Partial<SuggestSources> = {}): string[] {
  const trigger = triggerAt(typed, typed.length);
  return trigger ? suggestionsFor(trigger, { ...sources, ...more }).map((one) => one.name) : [];
}

test('people are found by any of their names, best first, gone ones not at all', () => {
  expect(names('hi @ann')).toEqual(['ann', 'hannah']);
  expect(names('@lee')).toEqual(['ann']);
});

test('everybody can be called where there are others', () => {
  expect(names('@he')).toEqual(['here']);
  expect(names('@he', { mayCallAll: false })).toEqual([]);
});

test('emoji of this server come first, and leave room for the others', () => {
  const custom = Array.from({ length: 9 }, (_, at) => ({ name: `rock_${at}`, src: `/e${at}` }));
  const found = names('go :rock', { custom });
  expect(found).toHaveLength(8);
  expect(found.slice(0, 2)).toEqual(['rock_0', 'rock_1']);
  expect(found).toContain('rocket');
  expect(names('go :ship', { custom })).toEqual(['rocket']);
});

test('channels of this team and emoji are found', () => {
  expect(names('see ~ci')).toEqual(['ci-cd']);
  expect(names('see ~oth')).toEqual([]);
  expect(names('go :rock')).toEqual(['rocket']);
  expect(names('go :rock', { emoji: undefined })).toEqual([]);
});
