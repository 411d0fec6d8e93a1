import { createClient } from '@innermost/client/http.ts';
import { getPost } from '@innermost/protocol/posts.ts';
import { getClientConfig, type Ping } from '@innermost/protocol/system.ts';
import { CheckFailure } from '../../checks.ts';
import { command, type Invocation } from '../../command.ts';
import { postToSelf, removePost } from '../../self-message.ts';
import { asAdministrator, reachServer, type Session } from '../../session.ts';
import { listen } from '../../wait.ts';

export const verify = command('verify', {
  summary: 'check that the server is healthy and a message arrives',
  about:
    'Asks for the health of the server, its database and its file store, signs in as the administrator, connects the\n' +
    'socket, and sends a message to itself: written over HTTP, received over the socket, then deleted.',
  flags: {},
  async run({ url, checks, credentials }) {
    const health = await checks.must('reachable', 'The server answers', () => reachServer(url));
    await checks.check('server', 'The server is healthy', async () => expectOk(health.status));
    await checks.check('database', 'The database is healthy', async () =>
      expectOk(health.database_status, "See the server's log; look at MM_SQLSETTINGS_DATASOURCE and at the database."),
    );
    await checks.check('file_store', 'The file store is healthy', async () =>
      expectOk(health.filestore_status, 'See whether the data folder is writable and has room.'),
    );
    await checks.check('configuration', 'Clients get their configuration', (say) => checkConfiguration(url, say));
    const administrator = await credentials();
    await asAdministrator(url, checks, administrator, (session) => checkMessages(url, checks, session));
    return 'check the life cycle of an account with innermost verify-user, and the doors with innermost verify-security.';
  },
});

async function checkMessages(url: string, checks: Invocation['checks'], session: Session): Promise<void> {
  const listener = await checks.must('socket', 'The socket connects and answers', async (say) => {
    const started = Date.now();
    const connected = await listen(url, session.client.token);
    const pong = await connected.socket.send('ping');
    say(`${String(pong['text'])} after ${Date.now() - started} ms`);
    return connected;
  });
  try {
    await checks.check('message', 'A message goes there and back', async (say) => {
      const started = Date.now();
      const post = await postToSelf(session, 'A message from innermost verify.');
      try {
        await listener.heard(
          (frame) => frame.event === 'posted' && frame.data.post.id === post.id,
          10_000,
          'The message was stored, but its event',
        );
        const stored = await session.client.call(getPost, { params: { post_id: post.id } });
        if (stored.message !== post.message) throw new CheckFailure('The stored message is not the one that was sent.');
        say(`${Date.now() - started} ms`);
      } finally {
        await removePost(session, post);
      }
    });
  } finally {
    listener.socket.close();
  }
}

function expectOk(status: Ping['status'] | undefined, remedy = "See the server's log."): void {
  if (status !== 'OK') throw new CheckFailure(`the server says ${status ?? 'nothing about it'}`, remedy);
}

async function checkConfiguration(url: string, say: (detail: string) => void): Promise<void> {
  const config = await createClient({ url }).call(getClientConfig, { query: { format: 'old' } });
  // Wire: mobile apps refuse a server without these two.
  const missing = ['Version', 'DiagnosticId'].filter((key) => !config[key]);
  if (missing.length > 0) throw new CheckFailure(`${missing.join(' and ')} missing from it`);
  say(`level ${config['Version']}`);
}
