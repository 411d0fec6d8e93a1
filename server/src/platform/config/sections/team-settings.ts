import { displayName, domains, key } from '../forms.ts';
import { choice, duration, flag, group, list, text, whole } from '../setting.ts';

export const teamSettings = group({
  SiteName: text('Innermost', 'Name of this server in titles and mails.', { form: displayName, applies: 'clients' }),
  MaxUsersPerTeam: whole(50, 'How many people a team may have.', {
    min: 1,
    max: 1_000_000,
    unit: 'people',
    applies: 'now',
  }),
  MaxChannelsPerTeam: whole(2000, 'How many channels a team may have.', {
    min: 1,
    max: 1_000_000,
    unit: 'channels',
    applies: 'now',
  }),
  MaxNotificationsPerChannel: whole(1000, 'Members above which a mention of the whole channel notifies nobody.', {
    min: 1,
    max: 1_000_000,
    unit: 'members',
    applies: 'now',
  }),
  EnableConfirmNotificationsToChannel: flag(true, 'Ask before a mention that reaches many people is sent.', {
    applies: 'clients',
  }),
  EnableUserCreation: flag(true, 'Accounts can be created by sign-up; `innermost initialize` switches it off.', {
    applies: 'now',
  }),
  EnableOpenServer: flag(false, 'Anyone who reaches the server may sign up without an invitation.', { applies: 'now' }),
  EnableUserDeactivation: flag(false, 'People may deactivate their own account.', { applies: 'now' }),
  RestrictCreationToDomains: text('', 'Mail domains whose owners may sign up, separated by commas; empty allows all.', {
    form: domains,
    applies: 'now',
  }),
  EnableCustomUserStatuses: flag(true, 'People may set a status of their own words.', { applies: 'now' }),
  EnableLastActiveTime: flag(true, 'Show when people were last active.', { applies: 'clients' }),
  UserStatusAwayTimeout: duration(300, 'Seconds without activity until a person is shown as away.', {
    unit: 'seconds',
    min: 10,
    max: 604_800,
    applies: 'now',
  }),
  EnableCustomBrand: flag(false, 'Show a picture and words of your own at sign-in.', { applies: 'clients' }),
  CustomBrandText: text('', 'Your words at sign-in, as Markdown.', { applies: 'clients' }),
  CustomDescriptionText: text('', 'A line about this server at sign-in.', { applies: 'clients' }),
  RestrictDirectMessage: choice(
    'any',
    ['team'],
    'Whom people may write to directly: anyone, or members of their teams.',
    { applies: 'now' },
  ),
  TeammateNameDisplay: choice(
    'username',
    ['nickname_full_name', 'full_name'],
    'How people’s names are shown at first.',
    { applies: 'clients' },
  ),
  LockTeammateNameDisplay: flag(false, 'People cannot change how names are shown.', { applies: 'clients' }),
  EnableJoinLeaveMessageByDefault: flag(true, 'Show who joined or left unless a person hides it.', {
    applies: 'clients',
  }),
  ExperimentalEnableAutomaticReplies: flag(false, 'People may set an automatic reply to direct messages.', {
    applies: 'now',
  }),
  ExperimentalPrimaryTeam: text('', 'Name of the team that everyone belongs to.', { form: key, applies: 'clients' }),
  ExperimentalViewArchivedChannels: flag(true, 'Kept for compatibility; has no effect.'),
  ExperimentalDefaultChannels: list([], 'Names of channels that new members join, beside Town Square.', {
    each: key,
    most: 50,
    applies: 'now',
  }),
});
