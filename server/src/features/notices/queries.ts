import type { Db } from '../../platform/db/database.ts';
import { hot } from '../../platform/db/hot.ts';

/** The username that the wire's server gives its own bot. */
const name = 'system-bot';

const botByName = hot<{ id: string; is_bot: boolean; delete_at: number }>(`
  SELECT u.id, b.userid IS NOT NULL AS is_bot, greatest(coalesce(u.deleteat, 0), coalesce(b.deleteat, 0)) AS delete_at
    FROM users u LEFT JOIN bots b ON b.userid = u.id WHERE u.username = $1`);

export const selectSystemBot = async (db: Db) => (await botByName.run(db, [name]))[0];

const insertBot = hot<never>(`
  WITH made AS (
    INSERT INTO users (id, createat, updateat, deleteat, username, password, authdata, authservice, email, emailverified,
      nickname, firstname, lastname, position, roles, allowmarketing, props, notifyprops, lastpasswordupdate,
      lastpictureupdate, failedattempts, locale, mfaactive, mfasecret, timezone, remoteid, lastlogin)
    VALUES ($1, $2, $2, 0, $3::varchar, '', NULL, '', $3::varchar || '@localhost', false, '', 'System', '', '', 'system_user', false,
      '{}', '{}', $2, 0, 0, 'en', false, '', '{}', NULL, 0)
    ON CONFLICT DO NOTHING RETURNING id)
  INSERT INTO bots (userid, description, ownerid, lasticonupdate, createat, updateat, deleteat)
  SELECT id, '', $4, 0, $2, $2, 0 FROM made`);

/** Makes none where the name or the address is taken. */
export async function insertSystemBot(db: Db, bot: { id: string; owner_id: string; now: number }): Promise<void> {
  await insertBot.run(db, [bot.id, bot.now, name, bot.owner_id]);
}

const administrators = hot<{ id: string }>(`
  SELECT u.id FROM users u LEFT JOIN bots b ON b.userid = u.id
   WHERE b.userid IS NULL AND coalesce(u.deleteat, 0) = 0 AND 'system_admin' = ANY(string_to_array(u.roles, ' '))
   ORDER BY u.createat, u.id LIMIT $1`);

/** The active system administrators, the first one first. */
export const administratorIds = async (db: Db, limit: number) =>
  (await administrators.run(db, [limit])).map(({ id }) => id);
