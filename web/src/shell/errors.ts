import { ApiError, NetworkError } from '@innermost/client/errors.ts';

import { type Message, msg, t } from '../words/words.ts';

const wrongPair = msg('The email or username, or the password, is wrong. Check both.');
const unreachable = msg('The server cannot be reached.');

/** Ids that deserve a better sentence than the server's, which also speaks to programs. */
const sentences: Readonly<Record<string, Message>> = {
  'api.user.login.invalid_credentials_email_username': wrongPair,
  'api.user.login.invalid_credentials_email': wrongPair,
  'api.user.login.invalid_credentials_username': wrongPair,
  'api.user.create_user.signup_email_disabled.app_error': msg(
    'Accounts are made by the administrators of this server.',
  ),
  'client.unreadable_error': msg('The server did not answer as expected. Try again in a moment.'),
};

/** The same beside a button that tries again. */
export function reasonFor(error: unknown): string {
  return error instanceof NetworkError ? t(unreachable) : sentenceFor(error);
}

/** What went wrong, in one sentence that may be shown. */
export function sentenceFor(error: unknown): string {
  if (error instanceof NetworkError) return t('The server cannot be reached. Try again in a moment.');
  if (error instanceof ApiError) {
    if (error.status === 429) return t('Too many attempts. Wait a minute, then try again.');
    const sentence = sentences[error.id];
    return sentence ? t(sentence) : error.message;
  }
  return error instanceof Error ? error.message : String(error);
}
