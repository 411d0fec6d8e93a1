import { channelsErrors } from './errors/channels.ts';
import { contextErrors } from './errors/context.ts';
import { filesErrors } from './errors/files.ts';
import { imageProxyErrors } from './errors/image-proxy.ts';
import { integrationsErrors } from './errors/integrations.ts';
import { jobsErrors } from './errors/jobs.ts';
import { loginErrors } from './errors/login.ts';
import { oauthErrors } from './errors/oauth.ts';
import { picturesErrors } from './errors/pictures.ts';
import { postsErrors } from './errors/posts.ts';
import { systemErrors } from './errors/system.ts';
import { teamsErrors } from './errors/teams.ts';
import { usersErrors } from './errors/users.ts';
import { validationErrors } from './errors/validation.ts';
import { websocketErrors } from './errors/websocket.ts';

/**
 * The error ids that we answer, each with its HTTP status and its English text: clients branch on them, so they are part
 * of the API (reference: wire/errors.csv).
 */
export const errors = {
  ...channelsErrors,
  ...contextErrors,
  ...filesErrors,
  ...imageProxyErrors,
  ...integrationsErrors,
  ...jobsErrors,
  ...loginErrors,
  ...oauthErrors,
  ...picturesErrors,
  ...postsErrors,
  ...systemErrors,
  ...teamsErrors,
  ...usersErrors,
  ...validationErrors,
  ...websocketErrors,
} as const;

export type ErrorId = keyof typeof errors;

export type ErrorParams = Readonly<Record<string, string | number>>;

/** The English text of an error, its `{name}` placeholders filled in; unknown ids give the id. */
export function errorText(id: string, params: ErrorParams = {}): string {
  const text = (errors as Readonly<Record<string, readonly [number, string]>>)[id]?.[1] ?? id;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}

/** The HTTP status of an error. */
export const errorStatus = (id: ErrorId): number => errors[id][0];

/** The body of every error answer; `detailed_error` is empty unless the developer mode is on. */
export interface WireError {
  id: string;
  message: string;
  detailed_error: string;
  request_id: string;
  status_code: number;
}
