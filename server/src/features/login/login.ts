/** Sign-in with a password. Which of name and password was wrong, nobody learns, nor from the time it takes. */
import { setTimeout } from 'node:timers/promises';
import type { ErrorId } from '@innermost/protocol/errors.ts';
import type { login, User } from '@innermost/protocol/users.ts';
import { sessionCookies } from '../../access/cookies.ts';
import type { Session } from '../../access/session.ts';
import type { Config } from '../../platform/config/config.ts';
import type { CallWithoutTransaction } from '../../endpoint/endpoint.ts';
import { callerOf } from '../../platform/http/addresses.ts';
import { AppError } from '../../platform/http/errors.ts';
import { hashPassword, isCurrentHash, verifyPassword } from '../../platform/passwords/passwords.ts';
import { checkDeviceId, startSession } from '../sessions/index.ts';
import { beginGuess, nameOfId, ownView, type Guess } from '../users/index.ts';
import { auditLogin, candidateById, candidateByLogin, noteSuccess, type Candidate } from './queries.ts';
import { stepOfCode } from './totp.ts';

type Login = CallWithoutTransaction<typeof login, undefined, Session | undefined>;

/** Wire: one id for an unknown name and a wrong password; it tells only which kinds of sign-in there are. */
function wrongCredentials(config: Config): AppError {
  const { EnableSignInWithEmail: email, EnableSignInWithUsername: username } = config.EmailSettings;
  const { GitLabSettings, GoogleSettings, Office365Settings, OpenIdSettings, SamlSettings } = config;
  const sso =
    GitLabSettings.Enable ||
    GoogleSettings.Enable ||
    Office365Settings.Enable ||
    OpenIdSettings.Enable ||
    SamlSettings.Enable;
  let id: ErrorId = 'api.user.login.invalid_credentials_email_username';
  if (sso) id = 'api.user.login.invalid_credentials_sso';
  else if (email && !username) id = 'api.user.login.invalid_credentials_email';
  else if (username && !email) id = 'api.user.login.invalid_credentials_username';
  return new AppError(id);
}

const typedName = ({ body }: Login): string => (body.login_id ?? '').trim().toLowerCase();

function findCandidate(call: Login): Promise<Candidate | undefined> {
  const { body, config, db } = call;
  if (body.id) return candidateById(db, body.id);
  const kinds = {
    email: config.EmailSettings.EnableSignInWithEmail,
    username: config.EmailSettings.EnableSignInWithUsername,
  };
  return candidateByLogin(db, typedName(call), kinds);
}

const isDisabledGuest = (user: Candidate, config: Config): boolean =>
  user.roles.split(' ').includes('system_guest') && !config.GuestAccountsSettings.Enable;

/**
 * What a password is compared with; undefined where none opens the account.
 * Wire: bots, people of other servers, of SSO and guests while they are switched off are answered as a wrong password
 * is, although the peer says for some of them what they are: whoever guesses would learn which names there are.
 */
function hashOf(user: Candidate, config: Config): string | undefined {
  const hasNone = user.is_bot || Boolean(user.remote_id) || user.auth_service !== '' || isDisabledGuest(user, config);
  return hasNone ? undefined : user.password;
}

/** The step of the code that was used; undefined when the account has no second factor. */
function checkSecondFactor({ body, config, now }: Login, user: Candidate, guess: Guess): number | undefined {
  if (!user.mfa_active || !config.ServiceSettings.EnableMultifactorAuthentication) return undefined;
  // Wire: this answer is how clients find out that they must ask for a code.
  if (!body.token) throw new AppError('mfa.validate_token.authenticate.app_error');
  const step = stepOfCode(user.mfa_secret, body.token, now);
  if (step !== undefined) return step;
  guess.failed(user);
  throw new AppError('api.user.check_user_mfa.bad_code.app_error');
}

/** ms that a refusal takes at least: hashes of the older form are checked faster than those of the newer one. */
const refusalTakes = 300;

/**
 * What is told of an account only to those who have its password.
 * Wire: that it was deactivated is not told before, although the peer does.
 */
async function checkCredentials(call: Login, guess: Guess): Promise<{ user: Candidate; mfaStep: number | undefined }> {
  const { body, config, request, services } = call;
  await guess.slowDown();
  const begun = performance.now();
  const user = await findCandidate(call);
  const hash = user && hashOf(user, config);
  const { passwordFormat } = services.capabilities;
  const matches = await verifyPassword(body.password ?? '', hash, passwordFormat, callerOf(request.ip));
  if (!user || !matches) {
    guess.failed(user);
    await setTimeout(Math.max(0, begun + refusalTakes - performance.now()));
    throw wrongCredentials(config);
  }
  if (user.delete_at > 0) throw new AppError('api.user.login.inactive.app_error');
  const mfaStep = checkSecondFactor(call, user, guess);
  if (config.EmailSettings.RequireEmailVerification && !user.email_verified)
    throw new AppError('api.user.login.not_verified.app_error');
  return { user, mfaStep };
}

/** Starts the session. 401 when meanwhile the account was deactivated, its password changed, or the code used. */
async function enter(call: Login, user: Candidate, mfaStep: number | undefined, guess: Guess) {
  const { body, config, now, request, services } = call;
  const { passwordFormat } = services.capabilities;
  const outdated = !isCurrentHash(user.password, passwordFormat);
  const newHash = outdated ? await hashPassword(body.password ?? '', passwordFormat, callerOf(request.ip)) : undefined;
  const session = await call.transaction([], async (work) => {
    const success = { userId: user.id, now, checkedHash: user.password, newHash, mfaStep };
    if (!(await noteSuccess(work.db, success))) return undefined;
    const client = { userAgent: request.headers['user-agent'] ?? '', deviceId: deviceIdOf(call) };
    const started = await startSession(work, user, client);
    await auditLogin(work.db, {
      now,
      user_id: user.id,
      action: '/api/v4/users/login',
      login_id: body.login_id ?? '',
      ip: request.ip,
      session_id: started.id,
    });
    return started;
  });
  if (session) return session;
  guess.failed(user);
  throw mfaStep === undefined ? wrongCredentials(config) : new AppError('api.user.check_user_mfa.bad_code.app_error');
}

const deviceIdOf = ({ body }: Login): string => body.device_id ?? body.deviceId ?? '';

/** Answers the user; the token is in the header `Token`, and in cookies only for callers that are web pages. */
export async function signIn(call: Login): Promise<User> {
  const { body, config, request } = call;
  checkDeviceId(deviceIdOf(call));
  if (!body.password) throw new AppError('api.user.login.blank_pwd.app_error');
  const guess = beginGuess(call, body.id ? nameOfId(body.id) : typedName(call));
  try {
    const { user, mfaStep } = await checkCredentials(call, guess);
    const session = await enter(call, user, mfaStep, guess);
    guess.succeeded();
    call.header('Token', session.token);
    if (request.headers['x-requested-with'] === 'XMLHttpRequest')
      call.header('Set-Cookie', sessionCookies(session, { config, request }));
    // Wire: the attempts that failed before this one are told once more.
    return ownView(user);
  } finally {
    guess.withdraw();
  }
}
