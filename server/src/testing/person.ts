import { createClient, type Client } from '@innermost/client/http.ts';
import type { Channel } from '@innermost/protocol/channels.ts';
import { createPost, type NewPost, type Post } from '@innermost/protocol/posts.ts';
import { login, type User } from '@innermost/protocol/users.ts';

/** Somebody signed in. `call` is the typed client. */
export interface Person {
  readonly id: string;
  readonly user: User;
  readonly password: string;
  readonly token: string;
  readonly client: Client;
  readonly call: Client['call'];
  posts(channel: Pick<Channel, 'id'>, message: string, more?: Partial<NewPost>): Promise<Post>;
}

export const testPassword = 'correct horse 9';

/** Signs in over HTTP as an API client does: without cookies, with the `Token` header. */
export async function signIn(url: string, user: User, password = testPassword): Promise<Person> {
  const client = createClient({ url });
  await client.call(login, { body: { login_id: user.username, password } });
  return {
    id: user.id,
    user,
    password,
    token: client.token ?? '',
    client,
    call: client.call,
    posts: (channel, message, more = {}) =>
      client.call(createPost, { body: { channel_id: channel.id, message, ...more } }),
  };
}
