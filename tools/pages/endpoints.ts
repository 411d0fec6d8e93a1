// docs/endpoints.md: where the endpoint for a URL is, and who may call it.
import { readsOnly, type Declaration } from '../../server/src/endpoint/endpoint.ts';
import { isStreamed, type AnyReads } from '../../server/src/endpoint/reads.ts';
import { byText, code, page, table } from './markdown.ts';
import { registered } from './registered.ts';

const explanation = `The handler of \`posts/createPostOfCaller\` is that function in \`server/src/features/posts\`; the declaration stands in
an \`endpoints.ts\` there, the route with its types in \`protocol/src\`. Every endpoint but those open to anyone needs a session.
*Body* is what is read of the request: JSON before access is decided, a form or bytes as a stream after it, or nothing.
Endpoints that write run in one transaction unless a reason says why not, and what an administrator does by them is noted
in the audit log unless the remarks say else. *Scope* is what an application must have been granted; with \`none\` none may.`;

export function endpointsPage(): string {
  const rows = registered().map(({ endpoint, area }) => [
    endpoint.route.method,
    code(endpoint.route.path),
    endpoint.declaration.access.label,
    scopeOf(endpoint.declaration),
    kindOf(endpoint.declaration.body),
    // A function without a name of its own stands in the declaration.
    code(`${area}/${endpoint.name === 'handle' ? 'endpoints' : endpoint.name}`),
    remarksOn(endpoint.declaration, endpoint.route.method),
  ]);
  return page(
    'Endpoints',
    '`server/src/registry.ts`',
    explanation,
    table(['Method', 'Path', 'Who may call it', 'Scope', 'Body', 'Handler', 'Remarks'], rows),
  );
}

const scopeOf = ({ access, scope }: Pick<Declaration<unknown, unknown, unknown>, 'access' | 'scope'>): string =>
  access.needsSession ? (scope ?? 'user') : '';

function kindOf(reads: AnyReads | undefined): string {
  if (!reads) return '';
  return isStreamed(reads) ? reads.kind : 'JSON';
}

type Told = Pick<
  Declaration<unknown, unknown, unknown>,
  'transaction' | 'because' | 'csrfExempt' | 'onSocket' | 'rateLimit' | 'audit' | 'mfaExempt'
>;

const sockets = {
  local: 'on local sockets',
  'local-only': 'on local sockets only',
  control: 'on the control socket',
} as const;

function remarksOn(
  { transaction, because, csrfExempt, onSocket, rateLimit, audit, mfaExempt }: Told,
  method: string,
): string {
  const remarks: string[] = [];
  if (method === 'GET' && transaction === 'request') remarks.push('in a transaction');
  if (method !== 'GET' && transaction === 'none') remarks.push(`no transaction: ${because ?? ''}`);
  if (audit === 'others') remarks.push('one’s own is not audited');
  if (audit === 'never' && because !== readsOnly.because) remarks.push('not audited');
  if (mfaExempt) remarks.push(`${mfaExempt === 'me' ? '`me` ' : ''}without a second factor`);
  if (csrfExempt) remarks.push('without CSRF token');
  if (onSocket) remarks.push(sockets[onSocket]);
  if (rateLimit) remarks.push(`at most ${rateLimit.requests} in ${rateLimit.per} s from one address`);
  return remarks.toSorted(byText).join('; ');
}
