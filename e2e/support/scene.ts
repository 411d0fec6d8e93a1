/** People, a team and a channel on a running server, made over HTTP as clients would. */
import { createClient, type Client } from '@innermost/client/http.ts';
import { addChannelMember, createChannel, type Channel } from '@innermost/protocol/channels.ts';
import { addTeamMember, createTeam, type Team } from '@innermost/protocol/teams.ts';
import { createUser, login, type User } from '@innermost/protocol/users.ts';

export const password = 'correct horse 9';

export interface Actor {
  readonly user: User;
  readonly client: Client;
}

export interface Scene {
  /** System administrator and team administrator. */
  readonly ann: Actor;
  readonly bob: Actor;
  readonly team: Team;
  readonly channel: Channel;
}

export async function signIn(url: string, login_id: string): Promise<Client> {
  const client = createClient({ url });
  await client.call(login, { body: { login_id, password } });
  return client;
}

async function makeActor(url: string, username: string, by?: Client): Promise<Actor> {
  const body = { username, email: `${username}@example.com`, password };
  const user = await (by ?? createClient({ url })).call(createUser, { body });
  return { user, client: await signIn(url, username) };
}

/** On a server without accounts: Ann comes first, and so is its administrator. */
export async function setScene(url: string): Promise<Scene> {
  const ann = await makeActor(url, 'ann');
  const bob = await makeActor(url, 'bob', ann.client);
  const team = await ann.client.call(createTeam, { body: { name: 'harbour', display_name: 'Harbour', type: 'O' } });
  await ann.client.call(addTeamMember, {
    params: { team_id: team.id },
    body: { team_id: team.id, user_id: bob.user.id },
  });
  const channel = await ann.client.call(createChannel, {
    body: { team_id: team.id, name: 'ci-cd', display_name: 'CI/CD', type: 'O' },
  });
  await ann.client.call(addChannelMember, { params: { channel_id: channel.id }, body: { user_id: bob.user.id } });
  return { ann, bob, team, channel };
}
