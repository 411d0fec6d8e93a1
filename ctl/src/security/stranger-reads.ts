/** Tries to read everything without a session. */
import type { AnyRoute } from '@innermost/protocol/route.ts';
import { ask, type RawAnswer } from './ask.ts';
import { publicRoutes, readableRoutes } from './readable-routes.ts';

export interface Findings {
  /** Routes that told a stranger more than that a session is needed: `GET /api/v4/users → 200`. */
  readonly open: readonly string[];
  readonly refused: number;
  readonly notServed: number;
}

type Verdict = 'public' | 'refused' | 'not-served' | 'open';

/**
 * A route that looks for the thing before it asks who is calling would answer 404 to the made-up ids used here, and
 * give the thing away for a true one. So only 401 counts as refused.
 */
export function judge(route: AnyRoute, answer: Pick<RawAnswer, 'status' | 'errorId'>): Verdict {
  if (publicRoutes.has(route)) return 'public';
  if (answer.status === 401) return 'refused';
  const { errorId } = answer;
  if (errorId === 'api.context.404.app_error' || errorId === 'api.not_implemented.app_error') return 'not-served';
  return 'open';
}

/** Made-up values for the parameters, but for `user_id`, where a true one makes the attempt more tempting. */
export function examplePath(route: AnyRoute, userId: string): string {
  return route.path.replace(/:(\w+)/g, (_, name: string) => {
    if (name === 'user_id') return userId;
    return name.endsWith('_id') ? 'a'.repeat(26) : 'innermost';
  });
}

/** Asks every readable route twice: without a token, and with one that the server never issued. */
export async function tryToRead(url: string, userId: string): Promise<Findings> {
  const strangers: Record<string, string>[] = [{}, { Authorization: `Bearer ${'z'.repeat(26)}` }];
  const attempts = readableRoutes.flatMap((route) => strangers.map((headers) => ({ route, headers })));
  const verdicts: { route: AnyRoute; status: number; verdict: Verdict }[] = [];
  const workers = Array.from({ length: 8 }, async () => {
    for (let next = attempts.shift(); next; next = attempts.shift()) {
      const { route, headers } = next;
      const body =
        route.method === 'GET' ? {} : { body: '[]', headers: { ...headers, 'Content-Type': 'application/json' } };
      const answer = await ask(url + examplePath(route, userId), { method: route.method, headers, ...body });
      verdicts.push({ route, status: answer.status, verdict: judge(route, answer) });
    }
  });
  await Promise.all(workers);
  const routesWith = (wanted: Verdict) =>
    new Set(verdicts.filter(({ verdict }) => verdict === wanted).map(({ route }) => route));
  const open = verdicts
    .filter(({ verdict }) => verdict === 'open')
    .map(({ route, status }) => `${route.method} ${route.path} → ${status}`);
  return {
    open: [...new Set(open)].sort(),
    refused: routesWith('refused').size,
    notServed: routesWith('not-served').size,
  };
}
