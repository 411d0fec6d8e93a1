import { expect, test } from 'vitest';

import { addressFrom, complaintOfChannelAddress, complaintOfTeamAddress } from './team-name.ts';

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
