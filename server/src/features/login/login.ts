/** Sign-in with a password. Which of name and password was wrong, nobody learns, nor from the time it takes. */
import { setTimeout } from 'node:timers/promises';
import type { ErrorId } from '@innermost/protocol/errors.ts';
import type { login, User } from '@innermost/protocol/users.ts';
import { sessionCookies } from '../../access/cookies.ts';
import type { Config } from '../../platform/config/config.ts';
import type { CallOfAnyone } from '../../endpoint/endpoint.ts';
import { AppError } from '../../platform/http/errors.ts';
import { hashPassword, isCurrentHash, verifyPassword } from '../../platform/passwords/passwords.ts';
import { checkDeviceId, startSession } from '../sessions/index.ts';
import { countFailedAttempt, ownView } from '../users/index.ts';
import { auditLogin, candidateById, candidateByLogin, noteSuccess, type Candidate } from './queries.ts';
import { stepOfCode } from './totp.ts';

type Login = CallOfAnyone<typeof login>;

/** Wire: one id for an unknown name and a wrong password; it tells only which kinds of sign-in there are. */
function wrongCredentials(config: Config): AppError {
  const { EnableSignInWithEmail: email, EnableSignInWithUsername: username } = config.EmailSettings;
  const { GitLabSettings, GoogleSettings, Office365Settings, OpenIdSettings } = config;
  const sso = [GitLabSettings.Enable, GoogleSettings.Enable, Office365Settings.Enable, OpenIdSettings.Enable];
  let id: ErrorId = 'api.user.login.invalid_credentials_email_username';
  if (config.SamlSettings.Enable || sso.includes(true)) id = 'api.user.login.invalid_credentials_sso';
  else if (email && !username) id = 'api.user.login.invalid_credentials_email';
  else if (username && !email) id = 'api.user.login.invalid_credentials_username';
  return new AppError(id, 401);
}

function findCandidate({ body, config, services }: Login): Promise<Candidate | undefined> {
  const { db } = services.database;
  if (body.id) return candidateById(db, body.id);
  const kinds = {
    email: config.EmailSettings.EnableSignInWithEmail,
    username: config.EmailSettings.EnableSignInWithUsername,
  };
  return candidateByLogin(db, (body.login_id ?? '').trim().toLowerCase(), kinds);
}

/** What is told before the password is looked at, in the order of the wire. */
function checkAccount(user: Candidate, config: Config): void {
  const refuse = (id: ErrorId) => {
    throw new AppError(id, 401);
  };
  if (user.remote_id) refuse('api.user.login.remote_users.login.error');
  if (user.delete_at > 0) refuse('api.user.login.inactive.app_error');
  if (user.is_bot) refuse('api.user.login.bot_login_forbidden.app_error');
  if (user.failed_attempts >= config.ServiceSettings.MaximumLoginAttempts)
    refuse('api.user.check_user_login_attempts.too_many.app_error');
}

/** The step of the code that was used; undefined when the account has no second factor. */
async function checkSecondFactor({ body, config, now, services }: Login, user: Candidate): Promise<number | undefined> {
  if (!user.mfa_active || !config.ServiceSettings.EnableMultifactorAuthentication) return undefined;
  // Wire: this answer is how clients find out that they must ask for a code.
  if (!body.token) throw new AppError('mfa.validate_token.authenticate.app_error', 401);
  const step = stepOfCode(user.mfa_secret, body.token, now);
  if (step !== undefined) return step;
  await countFailedAttempt(services.database.db, user.id);
  throw new AppError('api.user.check_user_mfa.bad_code.app_error', 401);
}

const isDisabledGuest = (user: Candidate, config: Config): boolean =>
  user.roles.split(' ').includes('system_guest') && !config.GuestAccountsSettings.Enable;

/** ms that a refusal takes at least: hashes of the older form are checked faster than those of the newer one. */
const refusalTakes = 300;

async function refuse(config: Config, begun: number): Promise<never> {
  await setTimeout(Math.max(0, begun + refusalTakes - performance.now()));
  throw wrongCredentials(config);
}

async function checkCredentials(call: Login): Promise<{ user: Candidate; mfaStep: number | undefined }> {
  const { body, config, services } = call;
  const begun = performance.now();
  const password = body.password ?? '';
  if (password === '') throw new AppError('api.user.login.blank_pwd.app_error', 400);
  const { db } = services.database;
  const user = await findCandidate(call);
  if (user) checkAccount(user, config);
  const hash = user && user.auth_service === '' && !isDisabledGuest(user, config) ? user.password : undefined;
  const matches = await verifyPassword(password, hash, services.capabilities.passwordFormat);
  if (!user || hash === undefined) return refuse(config, begun);
  if (!matches) {
    await countFailedAttempt(db, user.id);
    return refuse(config, begun);
  }
  const mfaStep = await checkSecondFactor(call, user);
  if (config.EmailSettings.RequireEmailVerification && !user.email_verified)
    throw new AppError('api.user.login.not_verified.app_error', 401);
  return { user, mfaStep };
}

/** Answers the user; the token is in the header `Token`, and in cookies only for callers that are web pages. */
export async function signIn(call: Login): Promise<User> {
  const { body, config, now, request, services } = call;
  const deviceId = body.device_id ?? body.deviceId ?? '';
  checkDeviceId(deviceId);
  const { user, mfaStep } = await checkCredentials(call);
  const { passwordFormat } = services.capabilities;
  const outdated = !isCurrentHash(user.password, passwordFormat);
  const newHash = outdated ? await hashPassword(body.password ?? '', passwordFormat) : undefined;
  const maxAttempts = config.ServiceSettings.MaximumLoginAttempts;
  const session = await call.transaction([], async (work) => {
    const success = { userId: user.id, now, checkedHash: user.password, newHash, maxAttempts, mfaStep };
    if (!(await noteSuccess(work.db, success)))
      throw new AppError('api.user.check_user_login_attempts.too_many.app_error', 401);
    const client = { userAgent: request.headers['user-agent'] ?? '', deviceId };
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
  call.header('Token', session.token);
  if (request.headers['x-requested-with'] === 'XMLHttpRequest')
    call.header('Set-Cookie', sessionCookies(session, { config, secure: request.secure }));
  // Wire: the attempts that failed before this one are told once more.
  return ownView(user);
}
