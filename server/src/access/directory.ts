/** The facts that access decisions and events need, at hand without a query while they do not change. */
import type { ChannelType } from '@innermost/protocol/channels.ts';
import type { Permission } from '@innermost/protocol/permissions.ts';
import type { Db } from '../platform/db/database.ts';
import { narrow, sql, statementsOf } from '../platform/db/statement.ts';
import { LoadingCache, type Cache } from './cache.ts';
import { KeptEmoji, type EmojiByName } from './custom-emoji.ts';
import { Keywords, type Words } from './keywords.ts';
import { loadMemberships, type Memberships } from './memberships.ts';
import { moderatedPermissions } from './moderation.ts';
import type { Statements } from './directory.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

export interface PersonFacts {
  readonly id: string;
  readonly username: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly nickname: string;
  readonly email: string;
  readonly roles: string;
  readonly locale: string;
  readonly delete_at: number;
  readonly is_bot: boolean;
  /** Has a second factor. */
  readonly mfa_active: boolean;
  /** Of the picture that they chose, in ms; 0 or negative when they have chosen none. */
  readonly last_picture_update: number;
  readonly notify_props: Readonly<Record<string, string>>;
}

export interface ChannelFacts {
  readonly id: string;
  readonly team_id: string;
  readonly type: ChannelType;
  readonly name: string;
  readonly display_name: string;
  readonly delete_at: number;
  readonly scheme_id: string;
}

export interface TeamFacts {
  readonly id: string;
  readonly name: string;
  readonly display_name: string;
  readonly type: string;
  readonly delete_at: number;
  readonly allow_open_invite: boolean;
}

const selectPerson = statement(
  'selectPerson',
  sql`
  SELECT u.id, coalesce(u.username, '') AS username, coalesce(u.firstname, '') AS first_name, coalesce(u.lastname, '') AS last_name,
         coalesce(u.nickname, '') AS nickname, coalesce(u.email, '') AS email, coalesce(u.roles, '') AS roles, coalesce(u.locale, '') AS locale,
         coalesce(u.deleteat, 0) AS delete_at, b.userid IS NOT NULL AS is_bot, coalesce(u.mfaactive, false) AS mfa_active,
         coalesce(u.lastpictureupdate, 0) AS last_picture_update,
         CASE WHEN jsonb_typeof(u.notifyprops) = 'object' THEN u.notifyprops ELSE '{}' END AS notify_props
    FROM users u LEFT JOIN bots b ON b.userid = u.id WHERE u.id = :id`,
  narrow<Pick<PersonFacts, 'notify_props'>>(),
);

const selectIdOfUsername = statement('selectIdOfUsername', sql`SELECT id FROM users WHERE username = :username`);

const selectChannel = statement(
  'selectChannel',
  sql`
  SELECT id, coalesce(teamid, '') AS team_id, type::text AS type, coalesce(name, '') AS name, coalesce(displayname, '') AS display_name,
         coalesce(deleteat, 0) AS delete_at, coalesce(schemeid, '') AS scheme_id
    FROM channels WHERE id = :id AND type::text IN ('O', 'P', 'D', 'G')`,
  narrow<Pick<ChannelFacts, 'type'>>(),
);

const selectTeam = statement(
  'selectTeam',
  sql`
  SELECT id, coalesce(name, '') AS name, coalesce(displayname, '') AS display_name, type::text AS type, coalesce(deleteat, 0) AS delete_at,
         coalesce(allowopeninvite, false) AS allow_open_invite
    FROM teams WHERE id = :id`,
  narrow<Pick<TeamFacts, 'type'>>(),
);

const selectRoles = statement(
  'selectRoles',
  sql`SELECT name, coalesce(permissions, '') AS permissions FROM roles WHERE name IS NOT NULL AND coalesce(deleteat, 0) = 0`,
  narrow<{ name: string }>(),
);

/** How each cache reads what it lacks. */
const loads = {
  people: async (db: Db, id: string) => (await selectPerson(db, { id }))[0],
  usernames: async (db: Db, name: string) => (await selectIdOfUsername(db, { username: name }))[0],
  channels: async (db: Db, id: string) => (await selectChannel(db, { id }))[0],
  teams: async (db: Db, id: string) => (await selectTeam(db, { id }))[0],
  memberships: loadMemberships,
};

/** What access decisions and operations ask; the same within a transaction, which reads through its own connection. */
export interface Directory {
  readonly people: Cache<PersonFacts>;
  /** Who has a username; may name somebody who has since taken another, so compare with `people`. */
  readonly usernames: Cache<{ id: string }>;
  readonly keywords: Words;
  readonly emoji: EmojiByName;
  readonly channels: Cache<ChannelFacts>;
  readonly teams: Cache<TeamFacts>;
  readonly memberships: Cache<Memberships>;
  /** True when one of the named roles holds the permission. */
  grants(roles: readonly string[], permission: Permission): boolean;
  /** The same facts for somebody inside the transaction `tx`: what is missing is read there, and not kept. */
  within(tx: Db): Directory;
}

export class KeptDirectory implements Directory {
  readonly people: LoadingCache<PersonFacts>;
  readonly usernames: LoadingCache<{ id: string }>;
  readonly keywords: Keywords;
  readonly emoji: KeptEmoji;
  readonly channels: LoadingCache<ChannelFacts>;
  readonly teams: LoadingCache<TeamFacts>;
  readonly memberships: LoadingCache<Memberships>;
  readonly #db: Db;
  #roles: Map<string, ReadonlySet<string>> = new Map();

  constructor(db: Db) {
    this.#db = db;
    this.keywords = new Keywords(db);
    this.emoji = new KeptEmoji(db);
    this.people = new LoadingCache(
      10_000,
      (id) => loads.people(db, id),
      (id) => this.keywords.changed(id),
    );
    this.usernames = new LoadingCache(10_000, (name) => loads.usernames(db, name));
    this.channels = new LoadingCache(20_000, (id) => loads.channels(db, id));
    this.teams = new LoadingCache(2_000, (id) => loads.teams(db, id));
    this.memberships = new LoadingCache(5_000, (id) => loads.memberships(db, id));
  }

  within(tx: Db): Directory {
    return {
      people: this.people.through((id) => loads.people(tx, id)),
      usernames: this.usernames.through((name) => loads.usernames(tx, name)),
      keywords: this.keywords.asTheyAre,
      emoji: this.emoji,
      channels: this.channels.through((id) => loads.channels(tx, id)),
      teams: this.teams.through((id) => loads.teams(tx, id)),
      memberships: this.memberships.through((id) => loads.memberships(tx, id)),
      grants: (roles, permission) => this.grants(roles, permission),
      within: (other) => this.within(other),
    };
  }

  /** Reads all roles; called at start and after any role changed. */
  async reloadRoles(): Promise<void> {
    const rows = await selectRoles(this.#db);
    this.#roles = new Map(
      rows.map((row) => [row.name, new Set(row.permissions.split(' ').filter((name) => name !== ''))]),
    );
  }

  grants(roles: readonly string[], permission: Permission): boolean {
    for (const role of roles) if (this.#permissionsOf(role)?.has(permission)) return true;
    return false;
  }

  #permissionsOf(role: string): ReadonlySet<string> | undefined {
    const known = this.#roles.get(role);
    if (known) return known;
    const made = moderatedPermissions(role, (name) => this.#roles.get(name));
    if (made) this.#roles.set(role, made);
    return made;
  }

  /** Everything but the roles is read anew when it is asked for. */
  forgetEverything(): void {
    this.people.forgetAll();
    this.usernames.forgetAll();
    this.keywords.forgetAll();
    this.channels.forgetAll();
    this.teams.forgetAll();
    this.memberships.forgetAll();
  }
}
