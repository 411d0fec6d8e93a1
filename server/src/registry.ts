/** The areas of the server: the one file that names them all. They start in this order, the ones that others rest on first. */
import type { Area } from './area/area.ts';
import type { Endpoint } from './endpoint/endpoint.ts';
import { brand } from './features/brand/area.ts';
import { categories } from './features/categories/area.ts';
import { channels } from './features/channels/area.ts';
import { deliveries } from './features/deliveries/area.ts';
import { emoji } from './features/emoji/area.ts';
import { files } from './features/files/area.ts';
import { drafts } from './features/drafts/area.ts';
import { hooks } from './features/hooks/area.ts';
import { integrations } from './features/integrations/area.ts';
import { jobs as shownJobs } from './features/jobs/area.ts';
import { login } from './features/login/area.ts';
import { notices } from './features/notices/area.ts';
import { posts } from './features/posts/area.ts';
import { preferences } from './features/preferences/area.ts';
import { previews } from './features/previews/area.ts';
import { reactions } from './features/reactions/area.ts';
import { roles } from './features/roles/area.ts';
import { sessions } from './features/sessions/area.ts';
import { signUp } from './features/sign-up/area.ts';
import { status } from './features/status/area.ts';
import { system } from './features/system/area.ts';
import { teams } from './features/teams/area.ts';
import { threads } from './features/threads/area.ts';
import { users } from './features/users/area.ts';
import type { AnyJob } from './jobs/job.ts';

export const areas: readonly Area[] = [
  sessions,
  users,
  files,
  posts,
  channels,
  teams,
  categories,
  deliveries,
  drafts,
  hooks,
  integrations,
  shownJobs,
  login,
  notices,
  preferences,
  reactions,
  roles,
  signUp,
  status,
  system,
  threads,
  brand,
  emoji,
  previews,
];

export const endpoints: readonly Endpoint[] = areas.flatMap((area) => area.endpoints ?? []);

export const jobs: readonly AnyJob[] = areas.flatMap((area) => area.jobs ?? []);
