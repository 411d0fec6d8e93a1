import { expect, test } from 'vitest';
import { closingPatch, contradictions, stillOpen } from './closed-settings.ts';

const config = (EnableUserCreation: unknown, EnableOpenServer: unknown) => ({
  TeamSettings: { EnableUserCreation, EnableOpenServer, MaxUsersPerTeam: 50 },
});

test('a setting that the environment fixes at the wrong value is named as its variable', () => {
  expect(contradictions(config(true, false), { TeamSettings: { EnableUserCreation: true } })).toEqual([
    'MM_TEAMSETTINGS_ENABLEUSERCREATION',
  ]);
  expect(
    contradictions(config(true, true), { TeamSettings: { EnableUserCreation: true, EnableOpenServer: true } }),
  ).toHaveLength(2);
});

test('one that is fixed at the right value, or open but free to be changed, is no contradiction', () => {
  expect(contradictions(config(false, false), { TeamSettings: { EnableUserCreation: true } })).toEqual([]);
  expect(contradictions(config(true, true), { TeamSettings: { EnableUserCreation: false } })).toEqual([]);
  expect(contradictions(config(true, true), {})).toEqual([]);
});

test('only what may be changed is written', () => {
  expect(closingPatch({})).toEqual({ TeamSettings: { EnableUserCreation: false, EnableOpenServer: false } });
  expect(closingPatch({ TeamSettings: { EnableUserCreation: true } })).toEqual({
    TeamSettings: { EnableOpenServer: false },
  });
});

test('a setting that is missing counts as open', () => {
  expect(stillOpen({})).toHaveLength(2);
  expect(stillOpen(config(false, false))).toEqual([]);
});
