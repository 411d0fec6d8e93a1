import type { Db } from '../../platform/db/database.ts';
import { sql, statementsOf } from '../../platform/db/statement.ts';
import type { Statements } from './queries.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

/** The username that the wire's server gives its own bot. */
const name = 'system-bot';

const botByName = statement(
  'botByName',
  sql`
  SELECT u.id, b.userid IS NOT NULL AS is_bot, greatest(coalesce(u.deleteat, 0), coalesce(b.deleteat, 0)) AS delete_at
    FROM users u LEFT JOIN bots b ON b.userid = u.id WHERE u.username = :username`,
);

export const selectSystemBot = async (db: Db) => (await botByName(db, { username: name }))[0];

const insertBot = statement(
  'insertBot',
  sql`
  WITH made AS (
    INSERT INTO users (id, createat, updateat, deleteat, username, password, authdata, authservice, email, emailverified,
      nickname, firstname, lastname, position, roles, allowmarketing, props, notifyprops, lastpasswordupdate,
      lastpictureupdate, failedattempts, locale, mfaactive, mfasecret, timezone, remoteid, lastlogin)
    VALUES (:id, :now, :now, 0, :username::varchar, '', NULL, '', :username::varchar || '@localhost', false, '', 'System', '', '', 'system_user', false,
      '{}', '{}', :now, 0, 0, 'en', false, '', '{}', NULL, 0)
    ON CONFLICT DO NOTHING RETURNING id)
  INSERT INTO bots (userid, description, ownerid, lasticonupdate, createat, updateat, deleteat)
  SELECT id, '', :owner_id, 0, :now, :now, 0 FROM made`,
);

/** Makes none where the name or the address is taken. */
export async function insertSystemBot(db: Db, bot: { id: string; owner_id: string; now: number }): Promise<void> {
  await insertBot(db, { id: bot.id, now: bot.now, username: name, owner_id: bot.owner_id });
}

const administrators = statement(
  'administrators',
  sql`
  SELECT u.id FROM users u LEFT JOIN bots b ON b.userid = u.id
   WHERE b.userid IS NULL AND coalesce(u.deleteat, 0) = 0 AND 'system_admin' = ANY(string_to_array(u.roles, ' '))
   ORDER BY u.createat, u.id LIMIT :limit`,
);

/** The active system administrators, the first one first. */
export const administratorIds = async (db: Db, limit: number) =>
  (await administrators(db, { limit })).map(({ id }) => id);
