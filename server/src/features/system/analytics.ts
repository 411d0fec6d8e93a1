/** Figures about the whole server or one team, for the administrator's overview. */
import type { AnalyticsRow, getAnalytics } from '@innermost/protocol/system.ts';
import { isId } from '@innermost/protocol/limits.ts';
import type { Call } from '../../endpoint/endpoint.ts';
import { invalidUrl } from '../../platform/http/errors.ts';
import { selectExtraCounts, selectPostsByDay, selectStandardCounts } from './queries.ts';

const day = 86_400_000;

/** How many days are told, one row each. */
const shownDays = 31;

export async function analytics(call: Call<typeof getAnalytics>): Promise<AnalyticsRow[]> {
  const { db, query, now, services } = call;
  const team = query.team_id ?? '';
  if (team !== '' && !isId(team)) throw invalidUrl('team_id');
  const since = now - shownDays * day;
  switch (query.name || 'standard') {
    case 'standard': {
      const [row = {}] = await selectStandardCounts(db, {
        team_id: team,
        seen_today_since: now - day,
        seen_this_month_since: now - shownDays * day,
      });
      const connections = { total_master_db_connections: 0, total_read_db_connections: 0 };
      return rowsOf({ ...row, total_websocket_connections: services.hub.openSockets(), ...connections });
    }
    case 'extra_counts':
      return rowsOf((await selectExtraCounts(db, { team_id: team, now }))[0] ?? {});
    case 'post_counts_day':
      return selectPostsByDay.posts(db, { team_id: team, since });
    case 'user_counts_with_posts_day':
      return selectPostsByDay.people(db, { team_id: team, since });
    case 'bot_post_counts_day':
      return selectPostsByDay.ofBots(db, { team_id: team, since });
    default:
      throw invalidUrl('name');
  }
}

const rowsOf = (counts: Readonly<Record<string, number>>): AnalyticsRow[] =>
  Object.entries(counts).map(([name, value]) => ({ name, value }));
