import type { Db } from '../../platform/db/database.ts';
import { sql, statementsOf } from '../../platform/db/statement.ts';
import type { Statements } from './queries.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

/** One that waits. `now` in ms. */
export const insertDelivery = statement(
  'insertDelivery',
  sql`
  INSERT INTO innermost.deliveries (id, kind, integrationid, subjectid, method, target, targetorigin, status, createat, updateat,
                                    requestheaders, requestbody, requestsize)
  VALUES (:id, :kind, :integration_id, :subject_id, :method, :target, :target_origin, 'waiting', :now, :now,
          :request_headers, :request_body, :request_size)`,
);

/** What became of an attempt. Does nothing when the row is gone: it was too old. */
export const updateDelivery = statement(
  'updateDelivery',
  sql`
  UPDATE innermost.deliveries
     SET status = :status, attempts = :attempts, duration = :duration, answercode = :answer_code, failure = :failure, error = :error,
         updateat = :now, responseheaders = :response_headers, responsebody = :response_body, responsesize = :response_size
   WHERE id = :id`,
);

const removeOlder = statement(
  'removeOlder',
  sql`
  DELETE FROM innermost.deliveries WHERE id IN (
    SELECT id FROM innermost.deliveries WHERE createat < :before LIMIT :limit) RETURNING id`,
);

/** Removes up to `limit` of those made before `before` (ms). Answers how many. */
export async function deleteDeliveriesBefore(db: Db, before: number, limit: number): Promise<number> {
  return (await removeOlder(db, { before, limit })).length;
}
