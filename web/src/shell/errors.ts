import { ApiError, NetworkError } from '@innermost/client/errors.ts';

const wrongPair = 'The email or username, or the password, is wrong. Check both.';
const unreachable = 'The server cannot be reached.';

/** Ids that deserve a better sentence than the server's, which also speaks to programs. */
const sentences: Readonly<Record<string, string>> = {
  'api.user.login.invalid_credentials_email_username': wrongPair,
  'api.user.login.invalid_credentials_email': wrongPair,
  'api.user.login.invalid_credentials_username': wrongPair,
  'api.user.create_user.signup_email_disabled.app_error': 'Accounts are made by the administrators of this server.',
  'client.unreadable_error': 'The server did not answer as expected. Try again in a moment.',
};

/** The same beside a button that tries again. */
export function reasonFor(error: unknown): string {
  return error instanceof NetworkError ? unreachable : sentenceFor(error);
}

/** What went wrong, in one sentence that may be shown. */
export function sentenceFor(error: unknown): string {
  if (error instanceof NetworkError) return `${unreachable} Try again in a moment.`;
  if (error instanceof ApiError) {
    if (error.status === 429) return 'Too many attempts. Wait a minute, then try again.';
    return sentences[error.id] ?? error.message;
  }
  return error instanceof Error ? error.message : String(error);
}
