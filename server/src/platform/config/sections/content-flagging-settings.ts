import { flag, group, json, list } from '../setting.ts';

type NotificationTarget = 'reviewers' | 'author' | 'reporter';
type TargetsByEvent = Readonly<Record<'flagged' | 'assigned' | 'removed' | 'dismissed', readonly NotificationTarget[]>>;

interface TeamReviewers {
  readonly Enabled: boolean;
  readonly ReviewerIds: readonly string[];
}

export const contentFlaggingSettings = group({
  EnableContentFlagging: flag(false, 'People may report messages to reviewers.', { applies: 'clients' }),
  NotificationSettings: group({
    EventTargetMapping: json<TargetsByEvent>(
      {
        flagged: ['reviewers'],
        assigned: ['reviewers'],
        removed: ['reviewers', 'author', 'reporter'],
        dismissed: ['reviewers', 'reporter'],
      },
      'Who is told what happens to a report.',
    ),
  }),
  ReviewerSettings: group({
    CommonReviewers: flag(true, 'The same reviewers for all teams.'),
    CommonReviewerIds: list([], 'Ids of those reviewers.'),
    TeamReviewersSetting: json<Readonly<Record<string, TeamReviewers>>>({}, 'Reviewers by team id.'),
    SystemAdminsAsReviewers: flag(false, 'System administrators review as well.'),
    TeamAdminsAsReviewers: flag(true, 'Team administrators review as well.'),
  }),
  AdditionalSettings: group({
    Reasons: list(
      ['Inappropriate', 'Private data', 'Security risk', 'Harassment', 'Spam or fraud'],
      'Reasons a report can give.',
    ),
    ReporterCommentRequired: flag(true, 'Reports need a comment.'),
    ReviewerCommentRequired: flag(true, 'Decisions need a comment.'),
    HideFlaggedContent: flag(true, 'Hide a message until the report on it is decided.'),
  }),
});
