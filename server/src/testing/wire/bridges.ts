/**
 * What happened between the recorded steps: the recording leaves calls out, and later steps show that they were made.
 * Each is made just before the step that it stands under.
 */
export interface Bridge {
  readonly as: string;
  /** Ids as in the recording: `POST /posts/{p1}/pin`. */
  readonly request: string;
  readonly sent?: unknown;
  /** The names under which the recording knows what this makes, each with the field that holds it. */
  readonly makes?: Readonly<Record<string, string>>;
}

const firstPost = 'Hello @user-two and #tag, see https://example.org';

export const bridges: Readonly<Record<string, readonly Bridge[]>> = {
  'ws-open': [{ as: 'nobody', request: 'POST /users/login', sent: { login_id: 'user-two', password: '<password>' } }],
  'login-inactive': [{ as: 'admin', request: 'PUT /users/{u3}/active', sent: { active: false } }],
  'user-delete-u1-of-other': [{ as: 'admin', request: 'PUT /users/{u3}/active', sent: { active: true } }],
  'status-back': [
    {
      as: 'u1',
      request: 'PUT /users/me/status',
      sent: { user_id: '{u1}', status: 'dnd', dnd_end_time: 4_102_444_800 },
    },
  ],
  'team-create-dup': [
    {
      as: 'admin',
      request: 'POST /teams',
      sent: { name: 'alpha', display_name: 'Alpha', type: 'O' },
      makes: { team: 'id', invite: 'invite_id' },
    },
  ],
  'team-add-batch': [{ as: 'u2', request: 'POST /teams/{team}/members', sent: { team_id: '{team}', user_id: '{u2}' } }],
  'chan-create': [
    { as: 'admin', request: 'PUT /channels/{off}/privacy', sent: { privacy: 'P' } },
    { as: 'admin', request: 'PUT /channels/{off}/privacy', sent: { privacy: 'O' } },
  ],
  'chan-add-many': [
    { as: 'u2', request: 'POST /channels/{dev}/members', sent: { user_id: '{u2}' } },
    { as: 'u1', request: 'POST /channels/{dev}/members', sent: { user_id: '{u3}' } },
  ],
  'chan-update': [
    {
      as: 'u1',
      request: 'PUT /channels/{dev}/patch',
      sent: { display_name: 'Development', header: 'h1', purpose: 'p1' },
    },
  ],
  'chan-notify': [
    {
      as: 'u1',
      request: 'PUT /channels/{dev}/members/{u2}/schemeRoles',
      sent: { scheme_user: true, scheme_admin: true },
    },
  ],
  'chan-gm-search': [
    { as: 'u1', request: 'POST /channels/group', sent: ['{u1}', '{u2}', '{admin}'], makes: { gm: 'id' } },
  ],
  'post-empty': [
    { as: 'u1', request: 'POST /posts', sent: { channel_id: '{dev}', message: firstPost }, makes: { p1: 'id' } },
  ],
  'post-priority': [
    {
      as: 'u1',
      request: 'POST /posts',
      sent: { channel_id: '{dev}', root_id: '{p1}', message: 'second reply' },
      makes: { r2: 'id' },
    },
  ],
  'edit-history': [{ as: 'u1', request: 'PUT /posts/{p1}/patch', sent: { message: 'Hello edited' } }],
  unpin: [{ as: 'u1', request: 'POST /posts/{p1}/pin' }],
  'cat-get': [
    {
      as: 'u1',
      request: 'POST /users/me/teams/{team}/channels/categories',
      sent: { user_id: '{u1}', team_id: '{team}', display_name: 'Mine', channel_ids: ['{dev}'] },
      makes: { cat: 'id' },
    },
  ],
  'hook-post': [
    {
      as: 'u1',
      request: 'PUT /hooks/incoming/{hook}',
      sent: { id: '{hook}', channel_id: '{dev}', display_name: 'CI2', channel_locked: true },
    },
  ],
  'hook-posts': [{ as: 'nobody', request: 'HOOK /hooks/{hook}', sent: { text: 'form' } }],
  'me-after-logout': [{ as: 'admin', request: 'POST /users/logout' }],
};

/** Steps of which the recorder kept only what it asked for. */
export const partial: ReadonlySet<string> = new Set(['custom-status-me']);

/** Steps that answer lists in the order of random ids, or in none. */
export const unordered: ReadonlySet<string> = new Set([
  'users-ids',
  'team-members-ids',
  'my-team-members',
  'chan-add-many',
  'chan-members-ids',
  'chan-gm-users',
  'team-channels-ids',
  'team-channels-sac',
  'my-channels',
  'my-channels-all',
  'my-channel-members',
  'my-members-nd',
  'my-members',
  'prefs',
  'roles-names',
  'role-name',
  'role-id',
  'roles-all',
]);

/** Steps whose answer holds one of several entries, by the order of random ids. */
export const chancy: ReadonlySet<string> = new Set(['chan-members-page']);

/** What the recorder left out of long lists that were sent, where it matters. */
export const completed: Readonly<Record<string, readonly string[]>> = {
  'roles-names': ['system_user', 'channel_user', 'team_user', 'nonsense'],
};

/** Names that the recording uses without showing where they come from. */
export const derived: Readonly<Record<string, string>> = { cat_channels: 'channels_{u1}_{team}' };
