import { expect, test } from 'vitest';

import { addressFrom, complaintOfChannelAddress, complaintOfTeamAddress, teamAddressFrom } from './team-name.ts';

test('a name becomes an address that would be accepted', () => {
  expect(addressFrom('Öak Haven & Sons')).toBe('oak-haven-sons');
  expect(addressFrom('  CI / CD ')).toBe('ci-cd');
  expect(addressFrom('田中')).toBe('');
  expect(complaintOfTeamAddress(addressFrom('Oak Haven'))).toBeUndefined();
});

test('addresses that the server would refuse say why', () => {
  for (const address of ['', 'a', '-st', 'Oak', 'oak-', 'login', 'api-platform', 'hooks', 'a_b']) {
    expect(complaintOfTeamAddress(address), address).toBeDefined();
  }
  for (const address of ['1st', 'hooks-2', 'oak-haven']) expect(complaintOfTeamAddress(address)).toBeUndefined();
  for (const address of ['', 'CI', '-ci', 'c d']) expect(complaintOfChannelAddress(address), address).toBeDefined();
  expect(complaintOfChannelAddress('2nd-line_support')).toBeUndefined();
});

test('every name of a team leads to an address that would be accepted', () => {
  const now = Date.UTC(2026, 0, 1);
  expect(teamAddressFrom('Oak Haven', now)).toBe('oak-haven');
  expect(teamAddressFrom('Admin', now)).toBe('team-admin');
  expect(teamAddressFrom('X', now)).toBe('team-x');
  for (const name of ['田中', 'Команда', 'فريق', '🚀', 'Ω', 'é', '--', 'Help desk', 'x'.repeat(80)]) {
    const address = teamAddressFrom(name, now);
    expect(complaintOfTeamAddress(address), `${name} → ${address}`).toBeUndefined();
    expect(address.length, name).toBeLessThanOrEqual(64);
  }
  expect(teamAddressFrom('  ', now)).toBe('');
  expect(teamAddressFrom('田中', now)).not.toBe(teamAddressFrom('田中', now + 1));
});
