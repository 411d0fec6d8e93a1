import { errors } from '@innermost/protocol/errors.ts';
import { expect, test } from 'vitest';

import { complaintOfName, nameFromFile, refusedField } from './emoji-name.ts';

const names = { isEverywhere: (name: string) => name === 'taco', isTaken: (name: string) => name === 'crab' };

test('a name is complained of while it is typed', () => {
  expect(complaintOfName('', names)).toBeUndefined();
  expect(complaintOfName('party-crab_2+', names)).toBeUndefined();
  expect(complaintOfName('two words', names)).toContain('letters');
  expect(complaintOfName('taco', names)).toContain('Every server');
  expect(complaintOfName('crab', names)).toContain('already');
});

test('the name of a file is a name to begin with', () => {
  expect(nameFromFile('Grüne Ampel (2).final.PNG')).toBe('gru-ne-ampel-2-final');
  expect(nameFromFile('写真.png')).toBe('');
  expect(nameFromFile(`${'x'.repeat(90)}.gif`)).toHaveLength(64);
});

test('each refusal of the server is shown where it belongs', () => {
  const fieldOf = Object.fromEntries(
    Object.keys(errors)
      .filter((id) => refusedField(id) !== undefined)
      .map((id) => [id, refusedField(id)]),
  );
  expect(fieldOf).toEqual({
    'api.emoji.create.duplicate.app_error': 'name',
    'model.emoji.name.app_error': 'name',
    'model.emoji.system_emoji_name.app_error': 'name',
    'api.emoji.create.parse.app_error': 'picture',
    'api.emoji.create.too_large.app_error': 'picture',
    'api.emoji.upload.image.app_error': 'picture',
    'api.emoji.upload.large_image.too_large.app_error': 'picture',
  });
});
