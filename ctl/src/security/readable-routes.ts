/** Every route of the wire that gives something to read, and which of them a stranger may read. */
import * as brand from '@innermost/protocol/brand.ts';
import * as categories from '@innermost/protocol/categories.ts';
import * as channels from '@innermost/protocol/channels.ts';
import * as drafts from '@innermost/protocol/drafts.ts';
import * as emoji from '@innermost/protocol/emoji.ts';
import * as fileUpkeep from '@innermost/protocol/file-upkeep.ts';
import * as files from '@innermost/protocol/files.ts';
import * as imageProxy from '@innermost/protocol/image-proxy.ts';
import * as integrations from '@innermost/protocol/integrations.ts';
import * as jobs from '@innermost/protocol/jobs.ts';
import * as posts from '@innermost/protocol/posts.ts';
import * as preferences from '@innermost/protocol/preferences.ts';
import * as reactions from '@innermost/protocol/reactions.ts';
import * as roles from '@innermost/protocol/roles.ts';
import type { AnyRoute } from '@innermost/protocol/route.ts';
import * as status from '@innermost/protocol/status.ts';
import * as system from '@innermost/protocol/system.ts';
import * as teams from '@innermost/protocol/teams.ts';
import * as threads from '@innermost/protocol/threads.ts';
import * as uploads from '@innermost/protocol/uploads.ts';
import * as users from '@innermost/protocol/users.ts';
import * as webhooks from '@innermost/protocol/webhooks.ts';

const areas: readonly object[] = [
  brand,
  categories,
  channels,
  drafts,
  emoji,
  fileUpkeep,
  files,
  imageProxy,
  integrations,
  jobs,
  posts,
  preferences,
  reactions,
  roles,
  status,
  system,
  teams,
  threads,
  uploads,
  users,
  webhooks,
];

/** What a stranger may read: clients need it before anybody has signed in. */
export const publicRoutes: ReadonlySet<AnyRoute> = new Set<AnyRoute>([
  system.ping,
  system.getClientConfig,
  system.getClientLicense,
  system.getCapabilities,
  system.getWebPlugins,
  teams.getInviteInfo,
  // Shown on the page where people sign in.
  brand.getBrandImage,
  // Pictures of Unicode's emoji: the same on every server.
  emoji.getSystemEmojiImage,
  // Where they are switched on, and for who has the proof in the link.
  files.getPublicFile,
]);

/** Reads that are sent as POST because they take a list or a term. */
const readByPost = /\/(ids|names|usernames|search|member_count|group_channels)$/;

export const readableRoutes: readonly AnyRoute[] = areas
  .flatMap((area) => Object.values(area) as unknown[])
  .filter(isRoute)
  .filter((route) => route.method === 'GET' || (route.method === 'POST' && readByPost.test(route.path)));

function isRoute(value: unknown): value is AnyRoute {
  return typeof value === 'object' && value !== null && 'method' in value && 'path' in value;
}
