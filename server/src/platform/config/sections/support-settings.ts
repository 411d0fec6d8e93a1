import { choice, flag, group, text, whole } from '../setting.ts';

// Links to a vendor's pages would be wrong on a server that you run: all start empty, and clients hide what is empty.
export const supportSettings = group({
  TermsOfServiceLink: text('', 'Your terms of use.'),
  PrivacyPolicyLink: text('', 'Your privacy policy.'),
  AboutLink: text('', 'A page about this server.'),
  HelpLink: text('', 'Your help pages.'),
  ReportAProblemType: choice('hidden', ['default', 'link', 'email'], 'How people report a problem.'),
  ReportAProblemLink: text('', 'Page on which people report a problem.'),
  ReportAProblemMail: text('', 'Address to which people report a problem.'),
  AllowDownloadLogs: flag(true, 'People may save their mobile app’s log.'),
  ForgotPasswordLink: text('', 'Your own page for those who forgot their password.'),
  SupportEmail: text('', 'Address for help, shown in mails.'),
  CustomTermsOfServiceEnabled: flag(false, 'People must agree to terms of yours.'),
  CustomTermsOfServiceReAcceptancePeriod: whole(365, 'Days after which people must agree again.'),
  EnableAskCommunityLink: flag(false, 'Link to the public forum of the official clients’ makers.'),
});
