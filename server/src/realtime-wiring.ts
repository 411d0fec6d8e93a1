/** Answers what the hub asks of the rest of the server. */
import { hostname } from 'node:os';
import type { IncomingMessage } from 'node:http';
import { hasInChannel, hasInSystem, mayReadChannel, membershipsOf } from './access/permission.ts';
import { isGuestSession, type Session } from './access/session.ts';
import { tokenOf } from './access/token.ts';
import { isWithinRate } from './endpoint/rate.ts';
import type { Services } from './work/services.ts';
import { noTransaction, work } from './work/work.ts';
import { versionId } from './endpoint/version-id.ts';
import { onlyVisibleIds } from './features/users/index.ts';
import type { Emission } from './realtime/audience.ts';
import type { Presence, RealtimeDependencies, RealtimeSession } from './realtime/dependencies.ts';

/** Clients announce typing every few seconds; several devices and channels of one person fit in. */
const typingLimit = { requests: 20, per: 10 };

interface HeldSession extends RealtimeSession {
  readonly session: Session;
}

const held = (session: RealtimeSession): Session => (session as HeldSession).session;

function tell(services: Services, { event, data, audience }: Emission): void {
  work(services, noTransaction, ({ emit }) => emit(event, data, audience)).catch((error: unknown) =>
    services.log.error({ err: error, event }, 'an event could not be sent'),
  );
}

export function realtimeDependencies(services: () => Services, presence: () => Presence): RealtimeDependencies {
  return {
    config() {
      const { ServiceSettings } = services().config.current();
      const { SiteURL, AllowCorsFrom, EnableUserStatuses } = ServiceSettings;
      return { SiteURL, AllowCorsFrom, EnableUserStatuses };
    },
    async authenticate(token) {
      const { sessions, directory } = services();
      const session = await sessions.find(token);
      if (!session) return undefined;
      sessions.used(session);
      return {
        id: session.id,
        user_id: session.user_id,
        is_admin: hasInSystem(directory, session, 'manage_system'),
        is_guest: isGuestSession(session),
        expires_at: session.expires_at,
        session,
      } satisfies HeldSession;
    },
    isStillValid: (session) => services().sessions.isLive(held(session)),
    tokenOfUpgrade: (request: IncomingMessage) => tokenOf(request.headers)?.token,
    async memberships(userId) {
      const { channels, teams } = await membershipsOf(services().directory, userId);
      return { channels: channels.keys(), teams: teams.keys() };
    },
    async mayPostIn(session, channelId) {
      const { directory } = services();
      const channel = await directory.channels.get(channelId);
      return channel !== undefined && hasInChannel(directory, held(session), channel, 'create_post');
    },
    async mayReadChannel(session, channelId) {
      const { directory } = services();
      const channel = await directory.channels.get(channelId);
      return channel !== undefined && mayReadChannel(directory, held(session), channel);
    },
    async canSeeUser(session, userId) {
      if (userId === session.user_id) return true;
      const { directory } = services();
      const [own, other] = await Promise.all([
        membershipsOf(directory, session.user_id),
        membershipsOf(directory, userId),
      ]);
      for (const id of own.channels.keys()) if (other.channels.has(id)) return true;
      return false;
    },
    async onlyVisible(session, userIds) {
      return work(services(), noTransaction, (w) => onlyVisibleIds({ ...w, session: held(session) }, userIds));
    },
    mayType({ user_id }) {
      return isWithinRate(services(), 'typing', user_id, typingLimit);
    },
    get presence() {
      return presence();
    },
    sessionUsed: (session) => void services().sessions.used(held(session)),
    tell: (emission) => tell(services(), emission),
    serverVersion: () => versionId(services().config.current()),
    serverHostname: hostname,
    now: () => services().clock.now(),
    elapsed: () => services().clock.elapsed(),
    log: {
      debug: (fields, text) => services().log.debug(fields, text),
      warn: (fields, text) => services().log.warn(fields, text),
      error: (fields, text) => services().log.error(fields, text),
    },
  };
}
