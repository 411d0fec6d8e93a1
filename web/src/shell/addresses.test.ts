import { expect, test } from 'vitest';

import { outerOf, ownPath } from './addresses.ts';

const id = 'abcdefghijklmnopqrstuvwxyz';

test('addresses without a team lead into the team of last time, with what they ask for', () => {
  expect(outerOf(`/_redirect/pl/${id}`)).toEqual({ name: 'in-team', rest: `/pl/${id}` });
  expect(outerOf('/_redirect/messages/@bob')).toEqual({ name: 'in-team', rest: '/messages/@bob' });
  expect(outerOf('/_redirect/integrations/commands/add', '?a=b')).toEqual({
    name: 'in-team',
    rest: '/integrations/commands/add?a=b',
  });
  expect(outerOf(`/pl/${id}`)).toEqual({ name: 'in-team', rest: `/pl/${id}` });
  expect(outerOf('/Channels/town-square', 'at=x')).toEqual({ name: 'in-team', rest: '/channels/town-square?at=x' });
  expect(outerOf('/_redirect')).toEqual({ name: 'go', to: '/' });
});

test('signing in leads to where somebody wanted to go, on this server only', () => {
  expect(outerOf('/login', `?redirect_to=%2Fharbour%2Fpl%2F${id}`)).toEqual({ name: 'go', to: `/harbour/pl/${id}` });
  expect(outerOf('/landing', '', `#/harbour/pl/${id}`)).toEqual({ name: 'go', to: `/harbour/pl/${id}` });
  for (const bad of [
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    '/login',
    '',
  ]) {
    expect(ownPath(bad), bad).toBeUndefined();
    expect(outerOf('/login', `?redirect_to=${encodeURIComponent(bad)}`), bad).toEqual({ name: 'go', to: '/' });
  }
});

test('pages that are not here are named, and teams are none of them', () => {
  expect(outerOf('/admin_console/users')).toEqual({ name: 'missing', what: 'administration' });
  expect(outerOf('/reset_password_complete', '?token=x')).toEqual({ name: 'missing', what: 'password' });
  expect(outerOf('/do_verify_email')).toEqual({ name: 'missing', what: 'confirmation' });
  for (const path of ['/harbour', '/harbour/channels/x', '/helpers/pl/x']) expect(outerOf(path), path).toBeUndefined();
});
