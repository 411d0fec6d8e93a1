// The server, restarted when its sources change, and the web client at http://localhost:5173 with live replacement.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createServer } from 'vite';

const root = join(import.meta.dirname, '..');
const server = spawn(process.execPath, ['--watch', '--watch-preserve-output', 'server/src/main.ts'], {
  cwd: root,
  stdio: 'inherit',
});
server.on('exit', (code) => process.exit(code ?? 1));

const target = 'http://localhost:8065';
const web = await createServer({
  root: join(root, 'web'),
  server: { proxy: { '/api': { target, ws: true }, '/hooks': { target }, '/oauth': { target } } },
});
await web.listen();
web.printUrls();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void web.close();
    server.kill(signal);
  });
}
