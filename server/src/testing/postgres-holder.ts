// A process that holds an embedded PostgreSQL as the server does, for tests that kill it. Its argument is the data
// folder; a second one, `disposable`. It prints its address as JSON, and stops cleanly on SIGTERM. On SIGINT it first
// shows that PostgreSQL did not get that signal too.
import { Client } from 'pg';
import { startEmbeddedPostgres } from '../platform/embedded-postgres/embedded-postgres.ts';
import { StartupError } from '../platform/startup-error.ts';

const [dataDir = '', mode] = process.argv.slice(2);
const say = (what: Record<string, string>) => console.log(JSON.stringify(what));
const log = {
  debug: (text: string) => say({ debug: text }),
  info: (text: string) => say({ info: text }),
  warn: (text: string) => say({ warn: text }),
  error: (text: string) => say({ error: text }),
};

try {
  const postgres = await startEmbeddedPostgres({ dataDir, log, disposable: mode === 'disposable' });
  postgres.onExit((error) => say({ gone: error.message }));
  process.once('SIGTERM', () => void postgres.stop().then(() => say({ stopped: 'cleanly' })));
  const interrupted = async (): Promise<void> => {
    const client = new Client({ connectionString: postgres.url });
    await client.connect();
    await client.query('SELECT pg_sleep(0.5)');
    await client.end();
    say({ interrupted: 'and the database answers' });
    await postgres.stop();
    say({ stopped: 'cleanly' });
  };
  process.once('SIGINT', () => void interrupted());
  say({ url: postgres.url, adminUrl: postgres.adminUrl });
} catch (error) {
  if (!(error instanceof StartupError)) throw error;
  say({ refused: error.message });
  process.exitCode = 1;
}
