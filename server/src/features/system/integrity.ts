/** Looks for rows whose parent is missing, reference by reference, and changes nothing. */
import type { checkIntegrity, IntegrityCheckResult } from '@innermost/protocol/system.ts';
import type { CallWithoutTransaction } from '../../endpoint/endpoint.ts';
import { perServer } from '../../work/services.ts';
import type { WorkWithoutTransaction } from '../../work/work.ts';
import { AppError } from '../../platform/http/errors.ts';
import { jsonStreamReply } from '../../platform/http/content.ts';
import type { HttpReply } from '../../platform/http/message.ts';
import { isHeld, orphansOf, type Orphan } from '../../platform/db/orphans.ts';
import { references, type Reference } from '../../platform/db/references.ts';

const running = perServer(() => ({ isRunning: false }));

/**
 * The answer is made while it is sent, so its size does not matter. One check at a time: each holds a connection and
 * reads whole tables.
 */
export function integrity(call: CallWithoutTransaction<typeof checkIntegrity>): HttpReply {
  const state = running(call.services);
  if (state.isRunning)
    throw new AppError('api.context.server_busy.app_error', {}, 'another integrity check is under way');
  return jsonStreamReply(whole(call, state));
}

async function* whole(w: WorkWithoutTransaction, state: { isRunning: boolean }): AsyncGenerator<string> {
  state.isRunning = true;
  try {
    let separator = '[';
    for (const reference of references) {
      if (!isHeld(reference, w.services.capabilities)) continue;
      yield separator;
      yield* resultOf(w, reference);
      separator = ',';
    }
    yield ']';
  } finally {
    state.isRunning = false;
  }
}

/** One element of the answer. Wire: `records` is a list even where it is empty, and `err` is null without an error. */
async function* resultOf(w: WorkWithoutTransaction, reference: Reference): AsyncGenerator<string> {
  const { child, childKey, column, parent } = reference;
  const relation = {
    parent_name: parent,
    child_name: child,
    parent_id_attr: column,
    child_id_attr: childKey.join(','),
  } satisfies Omit<IntegrityCheckResult['data'], 'records'>;
  yield `{"data":${JSON.stringify(relation).slice(0, -1)},"records":[`;
  let failure: string | null = null;
  try {
    let isFirst = true;
    for await (const orphans of orphansOf(w, reference)) {
      yield (isFirst ? '' : ',') + recordsOf(orphans);
      isFirst = false;
    }
  } catch (error) {
    w.services.log.warn({ err: error, child, column }, 'a reference could not be checked');
    failure = `${child}.${column} could not be checked: ${error instanceof Error ? error.message : String(error)}`;
  }
  yield `]},"err":${JSON.stringify(failure)}}`;
}

const recordsOf = (orphans: readonly Orphan[]): string => orphans.map((orphan) => JSON.stringify(orphan)).join(',');
