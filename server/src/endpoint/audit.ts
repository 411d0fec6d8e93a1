/** What administrators change leaves an entry in the audit log. */
import { hasInSystem } from '../access/permission.ts';
import type { Session } from '../access/session.ts';
import type { Db } from '../platform/db/database.ts';
import type { HttpRequest } from '../platform/http/message.ts';
import type { Work } from '../work/work.ts';
import { wholeServer, type Services } from '../work/services.ts';
import type { Endpoint } from './endpoint.ts';
import { insertAudit } from './queries/audits.ts';

interface Asked {
  readonly request: HttpRequest;
  readonly session: Session | undefined;
  readonly params: Readonly<Record<string, string>>;
}

function isAudited({ route, declaration }: Endpoint, { session, params }: Asked, { directory }: Services): boolean {
  const { audit } = declaration;
  if (route.method === 'GET' || audit === 'never' || !session) return false;
  if (audit === 'others' && params['user_id'] === session.user_id) return false;
  return hasInSystem(directory, session, 'manage_system');
}

/** As the route spells it: slashes and escapes that a client adds would push what was changed out of the column. */
const pathOf = ({ route }: Endpoint, { params }: HttpRequest): string =>
  route.path.replaceAll(/:(\w+)/g, (_part, name: string) => encodeURIComponent(params[name] ?? ''));

/**
 * The handler's way to its answer, and after it to the entry: in the same transaction where the request has one, so that
 * there is neither without the other. Else the work is done by then, and what keeps its entry from being written is
 * logged.
 */
export function audited(
  endpoint: Endpoint,
  asked: Asked,
  services: Services,
  handle: (work: Work) => unknown,
): (work: Work) => unknown {
  if (!isAudited(endpoint, asked, services)) return handle;
  const { request, session } = asked;
  const note = (db: Db): Promise<void> =>
    insertAudit(db, {
      now: services.clock.now(),
      user_id: session?.user_id ?? '',
      action: pathOf(endpoint, request),
      extra: `${request.method} ${endpoint.name}`,
      ip: request.isLocal ? '' : request.ip,
      session_id: session?.id ?? '',
    });
  return async (work) => {
    const value = await handle(work);
    if (work.db !== wholeServer(services).database.db) await note(work.db);
    else
      await note(work.db).catch((error: unknown) => {
        services.log.warn({ err: error, request_id: request.id }, 'what an administrator did could not be noted');
      });
    return value;
  };
}
