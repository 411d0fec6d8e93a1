/**
 * Where settings demand a second factor, sessions of people without one are refused. Nobody can add one on this server
 * yet, so the demand counts only while an administrator has one, as on a database that was taken over: else nobody could
 * get in and take it back.
 */
import { isLocalSession } from '../access/local-session.ts';
import { isBotSession, isGuestSession, isSsoSession, type Session } from '../access/session.ts';
import type { Config } from '../platform/config/config.ts';
import { AppError } from '../platform/http/errors.ts';
import { perServer, wholeServer, type Services } from '../work/services.ts';
import { hasAdministratorWithFactor } from './queries/factors.ts';

/** ms; so long the answer holds, for it is asked by everybody who is refused. */
const keptFor = 10_000;

class Administrators {
  /** By `elapsed`. */
  #askedAt = Number.NEGATIVE_INFINITY;
  #found: Promise<boolean> = Promise.resolve(false);

  haveFactor(services: Services): Promise<boolean> {
    const now = services.clock.elapsed();
    if (now - this.#askedAt < keptFor) return this.#found;
    this.#askedAt = now;
    this.#found = hasAdministratorWithFactor(wholeServer(services).database.db).then((found) => {
      if (!found)
        services.log.warn(
          'ServiceSettings.EnforceMultifactorAuthentication has no effect while no administrator has a second factor: nobody could sign in and switch it off.',
        );
      return found;
    });
    return this.#found;
  }
}

const administrators = perServer(() => new Administrators());

/** Wire: bots, applications and people who sign in through another service need none; guests have a switch of their own. */
function isDemanded(session: Session, { GuestAccountsSettings, ServiceSettings }: Config): boolean {
  if (!ServiceSettings.EnableMultifactorAuthentication || !ServiceSettings.EnforceMultifactorAuthentication)
    return false;
  if (isLocalSession(session) || isBotSession(session) || isSsoSession(session)) return false;
  return !isGuestSession(session) || GuestAccountsSettings.EnforceMultifactorAuthentication;
}

/** 403 when the session's person lacks a second factor that is demanded. */
export function checkSecondFactor(services: Services, session: Session): Promise<void> | undefined {
  return isDemanded(session, services.config.current()) ? expectFactor(services, session) : undefined;
}

async function expectFactor(services: Services, session: Session): Promise<void> {
  const person = await services.directory.people.get(session.user_id);
  if (person?.mfa_active) return;
  if (await administrators(services).haveFactor(services)) throw new AppError('api.context.mfa_required.app_error');
}
