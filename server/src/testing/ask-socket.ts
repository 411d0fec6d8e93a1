import { request } from 'node:http';

interface Answer {
  status: number;
  // Whatever the route answers.
  body: Record<string, never> & { id: string };
}

/** Asks over a Unix socket of a server, as `mmctl --local` does. `path` without the prefix `/api/v4`. */
export function askSocket(socketPath: string, method: string, path: string, body?: unknown): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const text = body === undefined ? '' : JSON.stringify(body);
    // Node frames the body of a DELETE only where its length is told.
    const headers = { 'Content-Length': Buffer.byteLength(text) };
    const asked = request({ socketPath, method, headers, path: `/api/v4${path}` }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => void parts.push(part));
      answer.on('error', reject);
      answer.on('end', () => {
        const status = answer.statusCode ?? 0;
        resolve({ status, body: JSON.parse(Buffer.concat(parts).toString()) as Answer['body'] });
      });
    });
    asked.on('error', reject);
    asked.end(text);
  });
}
