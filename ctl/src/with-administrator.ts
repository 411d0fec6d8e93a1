/** A client that may do everything: beside the server without a password, elsewhere as an administrator. */
import type { Client } from '@innermost/client/http.ts';
import type { Invocation } from './command.ts';
import { asAdministrator, reachServer } from './session.ts';

export async function withAdministrator(
  { url, beside, checks, credentials }: Invocation,
  use: (client: Client) => Promise<void>,
): Promise<void> {
  if (beside) return use(beside);
  await checks.must('reachable', 'The server answers', () => reachServer(url));
  return asAdministrator(url, checks, await credentials(), ({ client }) => use(client));
}
