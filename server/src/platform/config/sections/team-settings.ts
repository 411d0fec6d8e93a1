import { choice, flag, group, list, text, whole } from '../setting.ts';

export const teamSettings = group({
  SiteName: text('Innermost', 'Name of this server in titles and mails.'),
  MaxUsersPerTeam: whole(50, 'How many people a team may have.'),
  MaxChannelsPerTeam: whole(2000, 'How many channels a team may have.'),
  MaxNotificationsPerChannel: whole(1000, 'Members above which a mention of the whole channel notifies nobody.'),
  EnableConfirmNotificationsToChannel: flag(true, 'Ask before a mention that reaches many people is sent.'),
  EnableUserCreation: flag(true, 'Accounts can be created by sign-up; `innermost initialize` switches it off.'),
  EnableOpenServer: flag(false, 'Anyone who reaches the server may sign up without an invitation.'),
  EnableUserDeactivation: flag(false, 'People may deactivate their own account.'),
  RestrictCreationToDomains: text('', 'Mail domains whose owners may sign up, separated by commas; empty allows all.'),
  EnableCustomUserStatuses: flag(true, 'People may set a status of their own words.'),
  EnableLastActiveTime: flag(true, 'Show when people were last active.'),
  UserStatusAwayTimeout: whole(300, 'Seconds without activity until a person is shown as away.'),
  EnableCustomBrand: flag(false, 'Show a picture and words of your own at sign-in.'),
  CustomBrandText: text('', 'Your words at sign-in, as Markdown.'),
  CustomDescriptionText: text('', 'A line about this server at sign-in.'),
  RestrictDirectMessage: choice(
    'any',
    ['team'],
    'Whom people may write to directly: anyone, or members of their teams.',
  ),
  TeammateNameDisplay: choice(
    'username',
    ['nickname_full_name', 'full_name'],
    'How people’s names are shown at first.',
  ),
  LockTeammateNameDisplay: flag(false, 'People cannot change how names are shown.'),
  EnableJoinLeaveMessageByDefault: flag(true, 'Show who joined or left unless a person hides it.'),
  ExperimentalEnableAutomaticReplies: flag(false, 'People may set an automatic reply to direct messages.'),
  ExperimentalPrimaryTeam: text('', 'Name of the team that everyone belongs to.'),
  ExperimentalDefaultChannels: list([], 'Names of channels that new members join, beside Town Square.'),
});
