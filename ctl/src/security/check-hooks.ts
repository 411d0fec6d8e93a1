/** Webhooks that go on after their owners left: whoever left may still know their addresses. */
import { ApiError } from '@innermost/client/errors.ts';
import { listIncomingWebhooks } from '@innermost/protocol/webhooks.ts';
import { CheckFailure, type Checks } from '../checks.ts';
import type { Session } from '../session.ts';

const most = 200;

export async function checkHooks(checks: Checks, { client }: Pick<Session, 'client'>): Promise<void> {
  await checks.check('left_webhooks', 'No webhook belongs to somebody who left', async (say) => {
    const hooks = await leftHooks(client);
    if (hooks === undefined) return say('incoming webhooks are switched off');
    if (hooks.length === 0) return;
    // Never the id: it is the secret of the address.
    const names = hooks.map(({ display_name }) => display_name || 'one without a name').join(', ');
    throw new CheckFailure(
      `${hooks.length}${hooks.length === most ? ' or more' : ''}: ${names}`,
      'They post into their own channels only. Take them over or delete them under Webhooks.',
    );
  });
}

/** Undefined when webhooks are switched off. */
async function leftHooks(client: Session['client']) {
  try {
    const answer = await client.call(listIncomingWebhooks, { query: { owner: 'left', per_page: String(most) } });
    return Array.isArray(answer) ? answer : answer.incoming_webhooks;
  } catch (error) {
    if (error instanceof ApiError && error.status === 501) return undefined;
    throw error;
  }
}
