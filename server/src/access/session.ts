/** Who is asking: the row of `sessions` behind a token, as every request carries it. Times in ms. */
export interface Session {
  readonly id: string;
  readonly token: string;
  readonly user_id: string;
  readonly create_at: number;
  expires_at: number;
  last_activity_at: number;
  device_id: string;
  /** Space separated names of system roles: the owner's, and they change together. */
  roles: string;
  readonly is_oauth: boolean;
  props: Record<string, string>;
}

export const isBotSession = (session: Session): boolean => session.props['is_bot'] === 'true';
/** Begun by a personal access token. */
export const isTokenSession = (session: Session): boolean => session.props['type'] === 'UserAccessToken';
/** Of the app on a phone. */
export const isMobileSession = (session: Session): boolean =>
  session.device_id !== '' || session.props['isMobile'] === 'true';
export const isSsoSession = (session: Session): boolean =>
  session.is_oauth || session.props['isOAuthUser'] === 'true' || session.props['isSaml'] === 'true';
/** By the roles, which follow the owner's; the property of that name is from when the session began. */
export const isGuestSession = (session: Session): boolean => session.roles.split(' ').includes('system_guest');
export const isExpired = (session: Session, now: number): boolean =>
  session.expires_at > 0 && session.expires_at <= now;
