/** The picture of a team. */
import { Readable } from 'node:stream';
import type { StatusOk } from '@innermost/protocol/route.ts';
import type { getTeamIcon, removeTeamIcon, setTeamIcon } from '@innermost/protocol/teams.ts';
import type { InTeam } from '../../access/scopes/team.ts';
import type { Call, CallWithoutTransaction } from '../../endpoint/endpoint.ts';
import { notModified } from '../../endpoint/run.ts';
import { AppError } from '../../platform/http/errors.ts';
import type { HttpReply } from '../../platform/http/message.ts';
import { keptReply } from '../../platform/pictures/kept.ts';
import { makeSent } from '../../platform/pictures/sent.ts';
import type { Work } from '../../work/work.ts';
import { selectTeam, selectTeamForChange, updateTeamIconTime } from './queries/teams.ts';
import { publicTeam } from './team-row.ts';

const pathOf = (teamId: string): string => `teams/${teamId}/teamIcon.png`;
const none = () => new AppError('api.team.get_team_icon.read_file.app_error');

const refusals = {
  missing: 'api.team.set_team_icon.no_file.app_error',
  unreadable: 'api.team.set_team_icon.decode.app_error',
  tooLarge: 'api.team.set_team_icon.check_image_limits.app_error',
} as const;

/** Wire: kept for a day, as faces are; the ETag is the time of its last change. */
export async function showIcon(call: Call<typeof getTeamIcon, InTeam>): Promise<HttpReply> {
  const { db, services, granted } = call;
  const [team] = await selectTeam(db, { id: granted.team.id });
  if (!team?.last_team_icon_update) throw none();
  call.header('Cache-Control', 'max-age=86400, private');
  if (call.matches(String(team.last_team_icon_update))) return notModified();
  const kept = await keptReply(services.files, pathOf(team.id), 'image/png');
  if (!kept) throw none();
  return kept;
}

/** `time`: ms, 0 when there is none any more. */
async function change(work: Work, id: string, time: number): Promise<void> {
  const [before] = await selectTeamForChange(work.db, { id });
  if (!before) throw new AppError('app.team.get.find.app_error');
  await updateTeamIconTime(work.db, { id, now: work.now, last_team_icon_update: time });
  const team = { ...before, update_at: work.now, last_team_icon_update: time };
  work.emit('update_team', { team: publicTeam(team) }, { team_id: id });
  work.changed({ kind: 'team', team_id: id });
}

export async function setIcon(call: CallWithoutTransaction<typeof setTeamIcon, InTeam>): Promise<StatusOk> {
  const { services, session, body, granted } = call;
  const icon = await makeSent(services, body, 'square', { field: 'image', caller: session.user_id, refusals });
  await services.files.put(pathOf(granted.team.id), Readable.from([icon.bytes]));
  await call.transaction([granted.team.id], (work) => change(work, granted.team.id, work.now));
  return { status: 'OK' };
}

export async function removeIcon(call: CallWithoutTransaction<typeof removeTeamIcon, InTeam>): Promise<StatusOk> {
  const { services, granted } = call;
  await call.transaction([granted.team.id], (work) => change(work, granted.team.id, 0));
  await services.files.remove(pathOf(granted.team.id));
  return { status: 'OK' };
}
