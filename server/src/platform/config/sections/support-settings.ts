import { link, mailAddress } from '../forms.ts';
import { choice, duration, flag, group, text } from '../setting.ts';

// Links to a vendor's pages would be wrong on a server that you run: all start empty, and clients hide what is empty.
export const supportSettings = group({
  TermsOfServiceLink: text('', 'Your terms of use.', { form: link, applies: 'clients' }),
  PrivacyPolicyLink: text('', 'Your privacy policy.', { form: link, applies: 'clients' }),
  AboutLink: text('', 'A page about this server.', { form: link, applies: 'clients' }),
  HelpLink: text('', 'Your help pages.', { form: link, applies: 'clients' }),
  ReportAProblemType: choice('hidden', ['default', 'link', 'email'], 'How people report a problem.', {
    applies: 'clients',
  }),
  ReportAProblemLink: text('', 'Page on which people report a problem.', { form: link, applies: 'clients' }),
  ReportAProblemMail: text('', 'Address to which people report a problem.', { form: mailAddress, applies: 'clients' }),
  AllowDownloadLogs: flag(true, 'People may save their mobile app’s log.', { applies: 'clients' }),
  ForgotPasswordLink: text('', 'Your own page for those who forgot their password.', {
    form: link,
    applies: 'clients',
  }),
  SupportEmail: text('', 'Address for help, shown in mails.', { form: mailAddress, applies: 'clients' }),
  CustomTermsOfServiceEnabled: flag(false, 'People must agree to terms of yours.', { applies: 'clients' }),
  CustomTermsOfServiceReAcceptancePeriod: duration(365, 'Days after which people must agree again.', {
    unit: 'days',
    applies: 'clients',
  }),
  EnableAskCommunityLink: flag(false, 'Link to the public forum of the official clients’ makers.', {
    applies: 'clients',
  }),
});
