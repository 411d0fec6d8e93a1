/** What clients are told besides settings: the server's identity, its key and its age, as the database has them. */
import { createPublicKey } from 'node:crypto';
import { perServer, type Services } from '../../work/services.ts';
import { noTransaction, work } from '../../work/work.ts';
import type { ServerFacts } from '../../platform/config/client-config/client-key.ts';
import { buildNumber } from '../../version.ts';
import { hasAccounts } from '../users/index.ts';
import { lastMigration, systemValues } from './queries.ts';

const kept = perServer(() => ({ facts: undefined as ServerFacts | undefined }));

/** The same object until one of the facts changes, so that what is computed from it can be kept by it. */
export async function serverFacts(services: Services): Promise<ServerFacts> {
  const state = kept(services);
  const known = (state.facts ??= await load(services));
  if (!known.noAccounts || !(await hasAccounts(services))) return known;
  return (state.facts = { ...known, noAccounts: false });
}

async function load(services: Services): Promise<ServerFacts> {
  const { capabilities, log } = services;
  const names = ['DiagnosticId', 'AsymmetricSigningKey', 'InstallationDate'];
  const [values, schemaVersion] = await work(services, noTransaction, ({ db }) =>
    Promise.all([systemValues(db, names), lastMigration(db)]),
  );
  const signingPublicKey = publicKeyOf(values.get('AsymmetricSigningKey') ?? '');
  if (signingPublicKey === undefined) log.warn('the signing key in table systems is missing or unreadable');
  return {
    buildNumber,
    buildHash: '',
    buildDate: '',
    diagnosticId: values.get('DiagnosticId') ?? '',
    noAccounts: !(await hasAccounts(services)),
    installationDate: Number(values.get('InstallationDate') ?? 0),
    schemaVersion,
    signingPublicKey: signingPublicKey ?? '',
    maxPostSize: capabilities.maxPostLength,
  };
}

/**
 * DER of the public key (SPKI) in base64. The stored coordinates are bare decimal numbers of up to 78 digits, beyond
 * what JSON.parse keeps exactly.
 */
export function publicKeyOf(stored: string): string | undefined {
  const coordinate = (name: string): string | undefined => {
    const digits = new RegExp(`"${name}"\\s*:\\s*(\\d+)`).exec(stored)?.[1];
    if (digits === undefined) return undefined;
    return Buffer.from(BigInt(digits).toString(16).padStart(64, '0'), 'hex').toString('base64url');
  };
  const [x, y] = [coordinate('x'), coordinate('y')];
  if (x === undefined || y === undefined) return undefined;
  try {
    const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
    return key.export({ type: 'spki', format: 'der' }).toString('base64');
  } catch {
    return undefined;
  }
}
