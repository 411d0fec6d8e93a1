import { useState } from 'react';

import { getTeamIcon, type Team } from '@innermost/protocol/teams.ts';

import { live } from '../../live/live.ts';
import { initials } from '../../ui/initials.ts';

/** What stands in a team's tile: its picture, or the first letters of its name. */
export function TeamMark({ team }: { team: Team }) {
  const [broken, setBroken] = useState<string>();
  const { id: team_id, last_team_icon_update: time } = team;
  const src = time ? `${live.client.url(getTeamIcon, { params: { team_id } })}?_=${time}` : undefined;
  if (src === undefined || src === broken) return <span aria-hidden="true">{lettersOf(team.display_name)}</span>;
  return <img className="av-img" src={src} alt="" draggable={false} onError={() => setBroken(src)} />;
}

/** Two letters even of one word: "Oakhaven" gives Oa. */
function lettersOf(name: string): string {
  const letters = initials(name);
  return /^\p{L}$/u.test(letters) ? (/^\p{L}{2}/u.exec(name)?.[0] ?? letters) : letters;
}
