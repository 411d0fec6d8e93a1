/**
 * Who asks over a Unix socket of the server: the operator of this machine, who may do everything and is no person.
 * Wire: upstream's local mode is a session without a user, so `me` stands for nobody there.
 */
import type { Session } from './session.ts';

export const localSession: Session = {
  id: '',
  token: '',
  user_id: '',
  create_at: 0,
  expires_at: 0,
  last_activity_at: 0,
  device_id: '',
  roles: 'system_admin',
  is_oauth: false,
  props: {},
};

/** True where no person acts, so that nothing may be told in anybody's name. */
export const isLocalSession = ({ user_id }: Pick<Session, 'user_id'>): boolean => user_id === '';
