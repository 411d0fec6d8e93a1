/** Error ids of the area "login" with their English text; `{name}` is filled in from the error's parameters. */
export const loginErrors = {
  'api.user.login.blank_pwd.app_error': 'Enter your password.',
  'api.user.login.invalid_credentials_email_username':
    'There is no account with this e-mail address or username, or the password is wrong.',
  'api.user.login.invalid_credentials_email': 'There is no account with this e-mail address, or the password is wrong.',
  'api.user.login.invalid_credentials_username': 'There is no account with this username, or the password is wrong.',
  'api.user.login.invalid_credentials_sso':
    'This name and password do not fit an account. Perhaps it signs in through another service.',
  'api.user.login.inactive.app_error': 'This account was deactivated. Ask an administrator.',
  'api.user.login.not_verified.app_error': 'The e-mail address of this account was not confirmed yet.',
  'api.user.login.bot_login_forbidden.app_error': 'Bots cannot sign in with a password.',
  'api.user.login.use_auth_service.app_error': 'Account must use its SSO service.',
  'api.user.login.guest_accounts.disabled.error': 'Guest accounts switched off.',
  'api.user.login.guest_accounts.license.error': 'Guests not licensed.',
  'api.user.login.guest_magic_link.disabled.error': 'Magic link login off.',
  'api.user.login.remote_users.login.error': 'This account belongs to another server and cannot sign in here.',
  'api.user.login_ldap.not_available.app_error': 'LDAP not available.',
  'api.user.login_with_desktop_token.not_oauth_or_saml_user.app_error': 'Desktop token is only for SSO accounts.',
  'app.desktop_token.validate.invalid': 'Desktop token unknown or older than 3 min.',
  'api.user.login_sso_code_exchange.deprecated.app_error': 'Endpoint retired.',
  'api.user.check_user_login_attempts.too_many.app_error':
    'Too many wrong passwords or codes for this account from here. Try again in some minutes, or ask an administrator to unlock the account.',
  'api.user.check_user_password.invalid.app_error': 'The password is wrong.',
  'api.user.check_user_mfa.bad_code.app_error': 'The code is wrong. Enter the one your authenticator shows now.',
  'mfa.validate_token.authenticate.app_error': 'This account asks for a code of its authenticator.',
  'mfa.mfa_disabled.app_error': 'MFA feature disabled.',
  'mfa.activate.bad_token.app_error': 'Wrong code while enabling MFA.',
  'mfa.activate.app_error': 'MFA could not be enabled.',
  'mfa.deactivate.app_error': 'MFA could not be disabled.',
  'mfa.generate_qr_code.create_code.app_error': 'QR code creation failed.',
  'api.user.activate_mfa.email_and_ldap_only.app_error': 'MFA only for e-mail or LDAP accounts.',
  'store.sql_user.get_for_login.app_error': 'There is no such account.',
} as const;
