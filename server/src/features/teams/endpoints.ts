import type { BodyOf } from '@innermost/protocol/route.ts';
import { getCommonTeams } from '@innermost/protocol/channels.ts';
import {
  addTeamMember,
  addTeamMembers,
  createTeam,
  getInviteInfo,
  getTeam,
  getTeamByName,
  getTeamIcon,
  getTeamMember,
  getTeamMembers,
  getTeamMembersByIds,
  getTeamMembersOfUser,
  getTeamsOfUser,
  getTeamStats,
  getTeamsUnread,
  getTeamUnread,
  joinTeamByInvite,
  listTeams,
  patchTeam,
  regenerateInviteId,
  removeTeamIcon,
  removeTeamMember,
  searchTeams,
  setTeamIcon,
  setTeamMemberRoles,
  setTeamSchemeRoles,
  teamExists,
  updateTeam,
} from '@innermost/protocol/teams.ts';
import { z } from 'zod';
import { anyone, can, signedIn } from '../../access/can.ts';
import { inTeam, type InTeam } from '../../access/scopes/team.ts';
import { selfOr } from '../../access/scopes/user.ts';
import { endpoint, readsOnly } from '../../endpoint/endpoint.ts';
import { inLaneOfTeam } from '../../endpoint/lanes.ts';
import { form } from '../../endpoint/reads.ts';
import type { Config } from '../../platform/config/config.ts';
import type { Db } from '../../platform/db/database.ts';
import { AppError } from '../../platform/http/errors.ts';
import {
  body,
  flag,
  list,
  object,
  optionalCount,
  optionalFlag,
  optionalText,
  text,
  textList,
} from '../../platform/http/fields.ts';
import { seesChannel, selfInTeam } from '../channels/index.ts';
import { patchTeamFields, renewInviteId, updateTeamFields } from './change-team.ts';
import { removeIcon, setIcon, showIcon } from './icon.ts';
import { createTeamOfCaller, mayCreateTeam } from './create-team.ts';
import { lanesOfJoining } from './join-team.ts';
import { leaveTeam, mayRemoveFromTeam } from './leave-team.ts';
import { setMemberRoles } from './member-roles.ts';
import {
  addMember,
  addMembers,
  joinByInvite,
  mayAddToTeam,
  memberOfTeam,
  membersByIds,
  membershipsOfUser,
  membersOfTeam,
  setSchemeRoles,
} from './members.ts';
import {
  commonTeams,
  existsTeam,
  inviteInfo,
  oneTeam,
  searchedTeams,
  seesTeam,
  seesTeamIcon,
  statsOfTeam,
  teamByName,
  teams,
  teamsOfUser,
  unreadOfTeam,
  unreadOfTeams,
} from './read-teams.ts';

const texts = {
  display_name: optionalText(),
  description: optionalText(),
  company_name: optionalText(),
  allowed_domains: optionalText(),
  allow_open_invite: optionalFlag(),
};

const newTeam = body<BodyOf<typeof createTeam>>({
  ...texts,
  id: optionalText(),
  name: text(),
  display_name: text(),
  // Other types are refused by name.
  type: text().pipe(z.custom<'O' | 'I'>(() => true)),
});
const patch = { ...texts, group_constrained: optionalFlag() };
const wholeTeam = body<BodyOf<typeof updateTeam>>({ ...patch, id: text() });
const search = body<BodyOf<typeof searchTeams>>({
  term: text(),
  page: optionalCount(),
  per_page: optionalCount(),
  allow_open_invite: optionalFlag(),
});
const member = object({ team_id: text(), user_id: text() });
const schemeRoles = object({ scheme_admin: flag(), scheme_user: flag(), scheme_guest: flag() });

const teamItself = [
  endpoint(createTeam, {
    onSocket: 'local',
    access: mayCreateTeam,
    body: newTeam,
    bodyName: 'team',
    status: 201,
    handle: createTeamOfCaller,
  }),
  endpoint(listTeams, { onSocket: 'local', access: signedIn(), handle: teams }),
  endpoint(searchTeams, {
    onSocket: 'local',
    access: signedIn(),
    body: search,
    bodyName: 'props',
    ...readsOnly,
    handle: searchedTeams,
  }),
  endpoint(getTeam, { onSocket: 'local', access: seesTeam, handle: oneTeam }),
  endpoint(getTeamByName, { onSocket: 'local', access: signedIn(), handle: teamByName }),
  endpoint(teamExists, { access: signedIn(), handle: existsTeam }),
  endpoint(patchTeam, {
    onSocket: 'local',
    access: can(
      'manage_team',
      inTeam(({ params }) => params.team_id),
    ),
    body: body(patch),
    bodyName: 'team',
    ...inLaneOfTeam,
    handle: patchTeamFields,
  }),
  endpoint(updateTeam, {
    onSocket: 'local',
    access: can(
      'manage_team',
      inTeam(({ params }) => params.team_id),
    ),
    body: wholeTeam,
    bodyName: 'team',
    ...inLaneOfTeam,
    handle: updateTeamFields,
  }),
  endpoint(regenerateInviteId, {
    access: can(
      'manage_team',
      inTeam(({ params }) => params.team_id),
    ),
    ...inLaneOfTeam,
    handle: renewInviteId,
  }),
  endpoint(getInviteInfo, {
    access: anyone(),
    anyIds: true,
    rateLimit: { requests: 100, per: 10 },
    handle: inviteInfo,
  }),
  endpoint(getTeamStats, {
    access: can(
      'view_team',
      inTeam(({ params }) => params.team_id),
    ),
    handle: statsOfTeam,
  }),
];

const largest = (config: Config): number => config.FileSettings.MaxFileSize;
const tooLarge = (limit: number) => new AppError('api.team.set_team_icon.too_large.app_error', { limit });
const withFiles = { transaction: 'none', because: 'the icon is in the file store, which takes long' } as const;
const icon = [
  endpoint(getTeamIcon, { csrfExempt: true, access: seesTeamIcon, handle: showIcon }),
  endpoint(setTeamIcon, {
    access: can(
      'manage_team',
      inTeam(({ params }) => params.team_id),
    ),
    body: form({ fields: object({}), file: { limit: largest, most: 10, tooLarge } }),
    ...withFiles,
    handle: setIcon,
  }),
  endpoint(removeTeamIcon, {
    access: can(
      'manage_team',
      inTeam(({ params }) => params.team_id),
    ),
    ...withFiles,
    handle: removeIcon,
  }),
];

const ofUser = [
  endpoint(getCommonTeams, { access: seesChannel(({ params }) => params.channel_id), handle: commonTeams }),
  endpoint(getTeamsOfUser, { access: selfOr('manage_system', ({ params }) => params.user_id), handle: teamsOfUser }),
  endpoint(getTeamMembersOfUser, {
    access: selfOr('read_other_users_teams', ({ params }) => params.user_id),
    handle: membershipsOfUser,
  }),
  endpoint(getTeamsUnread, {
    access: selfOr('manage_system', ({ params }) => params.user_id),
    handle: unreadOfTeams,
  }),
  endpoint(getTeamUnread, { access: selfInTeam(({ params }) => params), handle: unreadOfTeam }),
];

const inLanesOfJoining = {
  lanes: ({ db, config }: { db: Db; config: Config }, { team }: InTeam) => lanesOfJoining({ db, config }, team.id),
};

const ownTransaction = {
  transaction: 'none',
  because: 'which team it is, and so which lanes, stands in the database',
} as const;

const membership = [
  endpoint(getTeamMembers, {
    access: can(
      'view_team',
      inTeam(({ params }) => params.team_id),
    ),
    handle: membersOfTeam,
  }),
  endpoint(getTeamMember, {
    access: can(
      'view_team',
      inTeam(({ params }) => params.team_id),
    ),
    handle: memberOfTeam,
  }),
  endpoint(getTeamMembersByIds, {
    access: can(
      'view_team',
      inTeam(({ params }) => params.team_id),
    ),
    body: textList(),
    bodyName: 'user_ids',
    ...readsOnly,
    handle: membersByIds,
  }),
  endpoint(addTeamMember, {
    onSocket: 'local',
    access: mayAddToTeam,
    body: member,
    bodyName: 'member',
    status: 201,
    ...inLanesOfJoining,
    handle: addMember,
  }),
  endpoint(addTeamMembers, {
    access: can(
      'add_user_to_team',
      inTeam(({ params }) => params.team_id),
    ),
    body: list(member),
    bodyName: 'members',
    status: 201,
    ...inLanesOfJoining,
    handle: addMembers,
  }),
  endpoint(joinTeamByInvite, { access: signedIn(), status: 201, ...ownTransaction, handle: joinByInvite }),
  endpoint(setTeamSchemeRoles, {
    access: can(
      'manage_team_roles',
      inTeam(({ params }) => params.team_id),
    ),
    body: schemeRoles,
    bodyName: 'scheme_roles',
    lanes: ({ params }) => [params.user_id],
    handle: setSchemeRoles,
  }),
  endpoint(setTeamMemberRoles, {
    access: can(
      'manage_team_roles',
      inTeam(({ params }) => params.team_id),
    ),
    body: object({ roles: text() }),
    bodyName: 'roles',
    lanes: ({ params }) => [params.user_id],
    handle: setMemberRoles,
  }),
  endpoint(removeTeamMember, { onSocket: 'local', access: mayRemoveFromTeam, ...inLanesOfJoining, handle: leaveTeam }),
];

export const teamEndpoints = [...teamItself, ...icon, ...ofUser, ...membership];
