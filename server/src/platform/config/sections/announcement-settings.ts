import { flag, group, text, whole } from '../setting.ts';

export const announcementSettings = group({
  EnableBanner: flag(false, 'Show everyone a banner.'),
  BannerText: text('', 'Words on the banner, as Markdown.'),
  BannerColor: text('#f2a93b', 'Colour of the banner.'),
  BannerTextColor: text('#333333', 'Colour of its words.'),
  AllowBannerDismissal: flag(true, 'People may put the banner away.'),
  AdminNoticesEnabled: flag(false, 'Kept for compatibility; no notices are fetched.'),
  UserNoticesEnabled: flag(false, 'Kept for compatibility; no notices are fetched.'),
  NoticesURL: text('', 'Kept for compatibility; no notices are fetched.'),
  NoticesFetchFrequency: whole(3600, 'Kept for compatibility; no notices are fetched.'),
  NoticesSkipCache: flag(false, 'Kept for compatibility; no notices are fetched.'),
});
