/** What the database says about this server once and for all: its identity, its key, its age. */
import { createPublicKey } from 'node:crypto';
import { perServer, type Services } from '../../endpoint/services.ts';
import { lastMigration, systemValues } from './queries.ts';

export interface Facts {
  diagnostic_id: string;
  /** DER of the public key (SPKI) in base64; '' when there is none. */
  signing_public_key: string;
  /** ms as text. */
  installation_date: string;
  schema_version: string;
}

const kept = perServer(() => ({ facts: undefined as Promise<Facts> | undefined }));

export function systemFacts(services: Services): Promise<Facts> {
  const state = kept(services);
  state.facts ??= load(services).catch((error: unknown) => {
    state.facts = undefined;
    throw error;
  });
  return state.facts;
}

async function load({ database: { db }, log }: Services): Promise<Facts> {
  const values = await systemValues(db, ['DiagnosticId', 'AsymmetricSigningKey', 'InstallationDate']);
  const publicKey = publicKeyOf(values.get('AsymmetricSigningKey') ?? '');
  if (publicKey === undefined) log.warn('the signing key in table systems is missing or unreadable');
  return {
    diagnostic_id: values.get('DiagnosticId') ?? '',
    signing_public_key: publicKey ?? '',
    installation_date: values.get('InstallationDate') ?? '',
    schema_version: String(await lastMigration(db)),
  };
}

/** The stored coordinates are bare decimal numbers of up to 78 digits, beyond what JSON.parse keeps exactly. */
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
