import { ApiError, NetworkError } from '@innermost/client/errors.ts';
import { expect, test } from 'vitest';
import { CheckFailure, Checks, Stop } from './checks.ts';

const fails = (reason: Error) => () => Promise.reject(reason);

test('results are kept in order and reported as they come', async () => {
  const reported: string[] = [];
  const checks = new Checks(({ id }) => reported.push(id));
  const value = await checks.must('first', 'The first holds', (say) => {
    say('3 ms');
    return Promise.resolve(7);
  });
  await checks.check('second', 'The second holds', fails(new CheckFailure('it does not', 'Mend it.')));

  expect(value).toBe(7);
  expect(reported).toEqual(['first', 'second']);
  expect(checks.failures).toBe(1);
  expect(checks.results).toEqual([
    { id: 'first', title: 'The first holds', status: 'ok', detail: '3 ms', remedy: '' },
    { id: 'second', title: 'The second holds', status: 'failed', detail: 'it does not', remedy: 'Mend it.' },
  ]);
});

test('what must hold stops the verb, a refusal of the server is told with its request', async () => {
  const checks = new Checks();
  const wire = { id: 'api.x', message: 'No.', detailed_error: '', request_id: 'r1', status_code: 403 };
  await expect(checks.must('first', 'It holds', fails(new ApiError(wire)))).rejects.toBeInstanceOf(Stop);
  expect(checks.results[0]?.detail).toBe('No. (403 api.x, request r1)');
});

test('without a network nothing is recorded, as nothing was checked', async () => {
  const checks = new Checks();
  await expect(checks.check('first', 'It holds', fails(new NetworkError('gone')))).rejects.toThrow('gone');
  expect(checks.results).toEqual([]);
});
