import { address, colour, duration, flag, group, text } from '../setting.ts';

export const announcementSettings = group({
  EnableBanner: flag(false, 'Show everyone a banner.', { applies: 'clients' }),
  BannerText: text('', 'Words on the banner, as Markdown.', { applies: 'clients' }),
  BannerColor: colour('#f2a93b', 'Colour of the banner.', { applies: 'clients' }),
  BannerTextColor: colour('#333333', 'Colour of its words.', { applies: 'clients' }),
  AllowBannerDismissal: flag(true, 'People may put the banner away.', { applies: 'clients' }),
  AdminNoticesEnabled: flag(false, 'Kept for compatibility; no notices are fetched.'),
  UserNoticesEnabled: flag(false, 'Kept for compatibility; no notices are fetched.'),
  NoticesURL: address('', 'Kept for compatibility; no notices are fetched.'),
  NoticesFetchFrequency: duration(3600, 'Kept for compatibility; no notices are fetched.', { unit: 'seconds' }),
  NoticesSkipCache: flag(false, 'Kept for compatibility; no notices are fetched.'),
});
