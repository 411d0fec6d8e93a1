import { createClient } from '@innermost/client/http.ts';
import {
  addChannelMember,
  createChannel,
  createDirectChannel,
  type Channel,
  type NewChannel,
} from '@innermost/protocol/channels.ts';
import { addTeamMember, createTeam, type NewTeam, type Team } from '@innermost/protocol/teams.ts';
import { createUser, type NewUser, type User } from '@innermost/protocol/users.ts';
import { signIn, testPassword, type Person } from './person.ts';

export interface Factories {
  /** The first account of the server: its system administrator. Made once. */
  admin(): Promise<Person>;
  user(fields?: Partial<NewUser>): Promise<User>;
  person(fields?: Partial<NewUser>): Promise<Person>;
  team(owner: Person, fields?: Partial<NewTeam>): Promise<Team>;
  channel(owner: Person, team: Pick<Team, 'id'>, fields?: Partial<NewChannel>): Promise<Channel>;
  direct(one: Person, other: Person): Promise<Channel>;
  /** Ann and Bob are members of a new channel in a new team; the stranger is signed in and in no team. */
  conversation(fields?: Partial<NewChannel>): Promise<Conversation>;
}

export interface Conversation {
  ann: Person;
  bob: Person;
  stranger: Person;
  team: Team;
  channel: Channel;
}

let count = 0;
const unique = (stem: string): string => `${stem}-${(count += 1)}-${Math.random().toString(36).slice(2, 7)}`;

export function makeFactories(url: string): Factories {
  let admin: Promise<Person> | undefined;

  async function makeUser(fields: Partial<NewUser>, by?: Person): Promise<User> {
    const username = unique('user');
    const body = { username, email: `${username}@example.com`, password: testPassword, ...fields };
    return (by?.client ?? createClient({ url })).call(createUser, { body });
  }
  const makeAdmin = async (): Promise<Person> =>
    signIn(url, await makeUser({ username: 'admin', email: 'admin@example.com' }));

  const make: Factories = {
    admin: () => (admin ??= makeAdmin()),
    user: async (fields = {}) => makeUser(fields, await make.admin()),
    person: async (fields = {}) => signIn(url, await make.user(fields), fields.password ?? testPassword),
    team: (owner, fields = {}) => {
      const name = unique('team');
      return owner.call(createTeam, { body: { name, display_name: name, type: 'O', ...fields } });
    },
    channel: (owner, team, fields = {}) => {
      const name = unique('channel');
      return owner.call(createChannel, { body: { team_id: team.id, name, display_name: name, type: 'O', ...fields } });
    },
    direct: (one, other) => one.call(createDirectChannel, { body: [one.id, other.id] }),
    async conversation(fields = {}) {
      const [ann, bob, stranger] = await Promise.all([make.person(), make.person(), make.person()]);
      const team = await make.team(ann);
      const channel = await make.channel(ann, team, fields);
      await ann.call(addTeamMember, { params: { team_id: team.id }, body: { team_id: team.id, user_id: bob.id } });
      await ann.call(addChannelMember, { params: { channel_id: channel.id }, body: { user_id: bob.id } });
      return { ann, bob, stranger, team, channel };
    },
  };
  return make;
}
