import { expect, test } from 'vitest';
import { hideInFields, hideInText } from './hide-secrets.ts';

const id = 'abcdefghijkmnopqrstuwxyz12';

test.each([
  [`POST /hooks/${id} failed`, 'POST /hooks/[hidden] failed'],
  [`/api/v4/hooks/incoming/${id}`, '/api/v4/hooks/incoming/[hidden]'],
  [`/api/v4/teams/invite/${id}`, '/api/v4/teams/invite/[hidden]'],
  [`POST /api/v4/teams/members/invite?invite_id=${id}`, 'POST /api/v4/teams/members/invite?invite_id=[hidden]'],
  [`GET /x?access_token=${id}&page=2`, 'GET /x?access_token=[hidden]&page=2'],
  [`GET /oauth?state=a&code=${id}`, 'GET /oauth?state=a&code=[hidden]'],
  [`Authorization: Bearer ${id}`, 'Authorization: Bearer [hidden]'],
  [`{"said":"Basic dXNlcjpwYXNz"}`, '{"said":"Basic [hidden]"}'],
  [`token ${id} is unknown`, 'token [hidden] is unknown'],
  [`MMAUTHTOKEN=${id}; MMUSERID=u`, 'MMAUTHTOKEN=[hidden]; MMUSERID=u'],
  ['postgres://ann:pa$$:w@db:5432/x failed', 'postgres://ann:[hidden]@db:5432/x failed'],
  ['host=db password=swordfish user=x', 'host=db password=[hidden] user=x'],
])('in %s the secret is hidden and the rest stays', (text, shown) => {
  expect(hideInText(text)).toBe(shown);
});

test.each([
  'the token ended the session',
  'http://localhost:8065/team/channels/town-square',
  'password too short',
  '2026-01-01 10:00:00.000 Z user@example.org',
  `/api/v4/channels/${id}/posts?since=1&per_page=60`,
])('%s has nothing to hide', (text) => {
  expect(hideInText(text)).toBe(text);
});

test('fields named like secrets are hidden wherever they are', () => {
  const fields = {
    password: 'a',
    new_password: 'b',
    SMTPPassword: 'c',
    token: 'd',
    access_token: 'e',
    clientSecret: 'f',
    invite_id: 'l',
    headers: { Authorization: 'g', cookie: 'h', 'Set-Cookie': ['i'], 'X-CSRF-Token': 'j', host: 'kept' },
    list: [{ token: 'k', name: 'kept, too' }],
  };
  const shown = JSON.stringify(hideInFields(fields, 100));
  expect(shown.match(/\[hidden\]/g)).toHaveLength(12);
  expect(shown).not.toMatch(/"[a-l]"/);
  expect(shown).toContain('kept, too');
});

test('what merely counts or speaks of secrets stays', () => {
  const fields = { tokens: 3, has_password: true, token: 0, tokenizer: 'x', user_id: 'u', passwords_checked: 'all' };
  expect(hideInFields({ ...fields, passwords_checked: undefined }, 100)).toMatchObject({
    tokens: 3,
    token: 0,
    tokenizer: 'x',
  });
});

test('long texts are cut, deep and circular things end, bytes are counted', () => {
  const circle: Record<string, unknown> = { long: 'x'.repeat(50), bytes: Buffer.alloc(7) };
  circle['itself'] = circle;
  const shown = hideInFields(circle, 10);
  expect(shown).toMatchObject({ long: `${'x'.repeat(10)}…`, bytes: '(7 bytes)' });
  expect(JSON.stringify(shown).length).toBeLessThan(1000);
});
