import type { StatusOk } from '@innermost/protocol/route.ts';
import type { logout } from '@innermost/protocol/users.ts';
import { clearedCookies } from '../../access/cookies.ts';
import type { CallOfAnyone } from '../../endpoint/endpoint.ts';
import { endSession } from '../sessions/index.ts';

/** Always succeeds: whoever asks is signed out afterwards. */
export async function signOut(call: CallOfAnyone<typeof logout>): Promise<StatusOk> {
  const { config, request, session } = call;
  if (session) await endSession(call, session.id);
  call.header('Set-Cookie', clearedCookies({ config, request }));
  return { status: 'OK' };
}
