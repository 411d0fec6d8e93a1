/** Error ids of the area "login" with their HTTP status and English text; `{name}` is filled in from the error's parameters. */
export const loginErrors = {
  'api.user.login.blank_pwd.app_error': [400, 'Enter your password.'],
  'api.user.login.invalid_credentials_email_username': [
    401,
    'There is no account with this e-mail address or username, or the password is wrong.',
  ],
  'api.user.login.invalid_credentials_email': [
    401,
    'There is no account with this e-mail address, or the password is wrong.',
  ],
  'api.user.login.invalid_credentials_username': [
    401,
    'There is no account with this username, or the password is wrong.',
  ],
  'api.user.login.invalid_credentials_sso': [
    401,
    'This name and password do not fit an account. Perhaps it signs in through another service.',
  ],
  'api.user.login.inactive.app_error': [401, 'This account was deactivated. Ask an administrator.'],
  'api.user.login.not_verified.app_error': [401, 'The e-mail address of this account was not confirmed yet.'],
  'api.user.check_user_login_attempts.too_many.app_error': [
    401,
    'Too many wrong passwords or codes for this account from here. Try again in some minutes, or ask an administrator to unlock the account.',
  ],
  'api.user.check_user_mfa.bad_code.app_error': [401, 'The code is wrong. Enter the one your authenticator shows now.'],
  'api.context.mfa_required.app_error': [
    403,
    'This server demands a second factor, and this account has none. Ask an administrator.',
  ],
  'mfa.validate_token.authenticate.app_error': [401, 'This account asks for a code of its authenticator.'],
} as const;
