import type { StatusOk } from '@innermost/protocol/route.ts';
import type { completeOnboarding, getOnboarding } from '@innermost/protocol/system.ts';
import type { Call } from '../../endpoint/endpoint.ts';
import { setSystemValue, systemValues } from './queries.ts';

const name = 'FirstAdminSetupComplete';

/** Whether the first administrator has been led through the set-up. */
export async function onboardingState({ db }: Call<typeof getOnboarding>): Promise<{ name: string; value: string }> {
  return { name, value: (await systemValues(db, [name])).get(name) ?? 'false' };
}

export async function finishOnboarding({ body, db }: Call<typeof completeOnboarding>): Promise<StatusOk> {
  if (body.organization) await setSystemValue(db, 'OrganizationName', body.organization.slice(0, 1024));
  await setSystemValue(db, name, 'true');
  return { status: 'OK' };
}
