import { ApiError } from '@innermost/client/errors.ts';
import { expect, test } from 'vitest';
import { Checks } from '../checks.ts';
import type { Session } from '../session.ts';
import { checkHooks } from './check-hooks.ts';

/** A client that answers this to the one question that is asked. */
function clientThat(answers: () => unknown): Pick<Session, 'client'> {
  const call = () => Promise.resolve().then(answers);
  return { client: { call } as unknown as Session['client'] };
}

async function resultOf(answers: () => unknown) {
  const checks = new Checks();
  await checkHooks(checks, clientThat(answers));
  return checks.results[0];
}

test('webhooks whose owners left are listed by name, never by the id that is their secret', async () => {
  const hooks = [
    { id: 'secret1', display_name: 'Grafana' },
    { id: 'secret2', display_name: '' },
  ];
  const result = await resultOf(() => hooks);
  expect(result).toMatchObject({ id: 'left_webhooks', status: 'failed', detail: '2: Grafana, one without a name' });
  expect(JSON.stringify(result)).not.toContain('secret');
});

test('none, or webhooks that are switched off, are fine', async () => {
  expect(await resultOf(() => [])).toMatchObject({ status: 'ok' });
  const off = await resultOf(() => {
    throw new ApiError({ id: 'x', message: 'off', detailed_error: '', request_id: '', status_code: 501 });
  });
  expect(off).toMatchObject({ status: 'ok', detail: 'incoming webhooks are switched off' });
});
