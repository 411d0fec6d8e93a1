import {
  createIncomingWebhook,
  deleteIncomingWebhook,
  getIncomingWebhook,
  listHookRefusals,
  listIncomingWebhooks,
  receiveIncomingWebhook,
  updateIncomingWebhook,
} from '@innermost/protocol/webhooks.ts';
import { anyone } from '../../access/can.ts';
import { endpoint } from '../../endpoint/endpoint.ts';
import { flag, object, text } from '../../platform/http/fields.ts';
import { managesHook, mayCreateHook, mayListHooks, mayUpdateHook } from './hook-access.ts';
import { createHook, deleteHook, getHook, listHooks, updateHook } from './manage-hooks.ts';
import { receiveHook } from './receive-hook.ts';
import { refusalsOfHook } from './refusals.ts';

const fields = {
  channel_id: text(),
  display_name: text(),
  description: text(),
  username: text(),
  icon_url: text(),
  channel_locked: flag(),
};

export const hookEndpoints = [
  endpoint(createIncomingWebhook, {
    onSocket: 'local',
    access: mayCreateHook,
    body: object({ ...fields, user_id: text() }),
    bodyName: 'incoming_webhook',
    status: 201,
    handle: createHook,
  }),
  endpoint(listIncomingWebhooks, { onSocket: 'local', access: mayListHooks, handle: listHooks }),
  endpoint(getIncomingWebhook, {
    onSocket: 'local',
    access: managesHook(({ params }) => params.hook_id),
    handle: getHook,
  }),
  endpoint(updateIncomingWebhook, {
    onSocket: 'local',
    access: mayUpdateHook,
    body: object({ ...fields, id: text(), team_id: text(), user_id: text() }),
    bodyName: 'incoming_webhook',
    // Wire: 201, though nothing is made.
    status: 201,
    handle: updateHook,
  }),
  endpoint(listHookRefusals, { access: managesHook(({ params }) => params.hook_id), handle: refusalsOfHook }),
  endpoint(deleteIncomingWebhook, {
    onSocket: 'local',
    access: managesHook(({ params }) => params.hook_id),
    handle: deleteHook,
  }),
  endpoint(receiveIncomingWebhook, {
    access: anyone(),
    // Wire: they are unknown hooks.
    anyIds: true,
    // Far above what any sender does: it is there for floods, since ids cannot be guessed.
    rateLimit: { requests: 5_000, per: 10 },
    transaction: 'none',
    because: 'posting is a single statement that is its own transaction',
    // Who knows the address may post by it, so it is written down nowhere.
    audit: 'never',
    handle: receiveHook,
  }),
];
