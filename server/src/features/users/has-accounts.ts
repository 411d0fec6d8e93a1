import { perServer, type Services } from '../../work/services.ts';
import { noTransaction, work } from '../../work/work.ts';
import { anyPersonExists } from './queries/read.ts';

const known = perServer(() => ({ found: false }));

/** True once an account exists that is not a bot's; asked for until then. Accounts are erased all together or not at all. */
export async function hasAccounts(services: Services): Promise<boolean> {
  const state = known(services);
  if (!state.found) state.found = await work(services, noTransaction, ({ db }) => anyPersonExists(db));
  return state.found;
}

/** They may have been erased. */
export function forgetAccounts(services: Services): void {
  known(services).found = false;
}

export function noteAccount(services: Services): void {
  known(services).found = true;
}
