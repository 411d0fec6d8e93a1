import { HttpReply, type HttpRequest } from './message.ts';

/** What to answer to a desktop app that is older than the configuration allows; undefined for everything else. */
export function refuseOldDesktopApp(request: HttpRequest, oldest: string): HttpReply | undefined {
  // Wire: the app names itself in the browser's line; it shows the page that it asked for, and nothing else.
  const used = /\bMattermost\/(\d+(?:\.\d+)*)/.exec(request.headers['user-agent'] ?? '')?.[1];
  if (used === undefined || oldest === '' || compare(used, oldest) >= 0) return undefined;
  const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Update the desktop app</title>
<h1>Update the desktop app</h1>
<p>This is version ${used}, and this server wants version ${oldest.replace(/[^\w.+-]/g, '')} or newer. Install the
newest desktop app, or open this address in a browser.</p>
`;
  return new HttpReply(403, page, {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  });
}

const numbers = (version: string): number[] =>
  version
    .replace(/^v/, '')
    .replace(/[-+].*$/, '')
    .split('.')
    .map(Number);

function compare(one: string, other: string): number {
  const [mine, theirs] = [numbers(one), numbers(other)];
  for (let place = 0; place < Math.max(mine.length, theirs.length); place++) {
    const difference = (mine[place] ?? 0) - (theirs[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
