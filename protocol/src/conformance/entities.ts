// Our entities against those of @mattermost/types. What differs is what theirs claims and no server sends.
import type { Audit as TheirAudit } from '@mattermost/types/audits';
import type { ChannelCategory, OrderedChannelCategories } from '@mattermost/types/channel_categories';
import type {
  ChannelMembership,
  ChannelNotifyProps as TheirNotifyProps,
  ChannelStats as TheirChannelStats,
  ChannelUnread as TheirChannelUnread,
  ChannelViewResponse,
  ServerChannel,
} from '@mattermost/types/channels';
import type { AnalyticsRow as TheirAnalyticsRow } from '@mattermost/types/admin';
import type { Bot as TheirBot } from '@mattermost/types/bots';
import type { ClientLicense } from '@mattermost/types/config';
import type { Draft as TheirDraft } from '@mattermost/types/drafts';
import type { CustomEmoji as TheirEmoji } from '@mattermost/types/emojis';
import type { ServerError } from '@mattermost/types/errors';
import type { FileInfo as TheirFileInfo } from '@mattermost/types/files';
import type {
  Command as TheirCommand,
  IncomingWebhook as TheirWebhook,
  IncomingWebhooksWithCount as TheirWebhooks,
  OAuthApp as TheirOAuthApp,
  OutgoingWebhook as TheirOutgoingWebhook,
} from '@mattermost/types/integrations';
import type * as TheirPosts from '@mattermost/types/posts';
import type { Job as TheirJob } from '@mattermost/types/jobs';
import type { PreferenceType } from '@mattermost/types/preferences';
import type { Reaction as TheirReaction } from '@mattermost/types/reactions';
import type { Role as TheirRole } from '@mattermost/types/roles';
import type { Session } from '@mattermost/types/sessions';
import type * as TheirTeams from '@mattermost/types/teams';
import type * as TheirThreads from '@mattermost/types/threads';
import type * as TheirUsers from '@mattermost/types/users';
import type { OrderedCategories, SidebarCategory } from '../categories.ts';
import type {
  Channel,
  ChannelMember,
  ChannelNotifyProps,
  ChannelStats,
  ChannelUnread,
  ChannelViewReply,
} from '../channels.ts';
import type { Draft } from '../drafts.ts';
import type { WireError } from '../errors.ts';
import type { CustomEmoji } from '../emoji.ts';
import type { Bot, Command, OAuthApp, OutgoingWebhook } from '../integrations.ts';
import type { FileInfo } from '../files.ts';
import type { Post, PostEmbed, PostInfo, PostList, PostMetadata, PostPriority } from '../posts.ts';
import type { Job } from '../jobs.ts';
import type { Preference } from '../preferences.ts';
import type { Reaction } from '../reactions.ts';
import type { Role } from '../roles.ts';
import type { CustomStatus, Status } from '../status.ts';
import type { AnalyticsRow } from '../system.ts';
import type { Team, TeamMember, TeamStats, TeamUnread } from '../teams.ts';
import type { UserThread, UserThreadList } from '../threads.ts';
import type { Audit, SessionInfo, User, UserNotifyProps, UserTimezone } from '../users.ts';
import type { IncomingWebhook, IncomingWebhooksWithCount } from '../webhooks.ts';
import { conforms } from './differences.ts';

/** Settings of people: clients store any text, and read what they know. */
type Texts<T> = { [Name in keyof T]?: string | undefined };

const inner = 'Differs as its own type does, which stands in this list.';
const leftOut = 'Left out where it would be empty, zero or false.';
const nullable = 'Null where it was never set.';

export const entities = {
  User: conforms<User, TheirUsers.UserProfile>({
    password: 'Never sent.',
    last_activity_at: 'Part of the status, not of the person.',
    props: leftOut,
    notify_props: 'Sent to the person and to administrators only, and any text.',
    last_password_update: leftOut,
    last_picture_update: leftOut,
    mfa_active: leftOut,
    is_bot: leftOut,
    bot_description: leftOut,
    terms_of_service_id: leftOut,
    terms_of_service_create_at: leftOut,
    timezone: inner,
  }),
  UserTimezone: conforms<UserTimezone, TheirUsers.UserTimezone>({
    useAutomaticTimezone: 'Left out where none was ever set.',
    automaticTimezone: 'As useAutomaticTimezone.',
    manualTimezone: 'As useAutomaticTimezone.',
  }),
  UserNotifyProps: conforms<UserNotifyProps, Texts<TheirUsers.UserNotifyProps>>(),
  Session: conforms<SessionInfo, Session>({ team_members: 'Always empty; memberships have routes of their own.' }),
  Status: conforms<Status, TheirUsers.UserStatus>(),
  CustomStatus: conforms<CustomStatus, TheirUsers.UserCustomStatus>({
    duration: 'An enum of theirs, of the same texts.',
  }),
  Audit: conforms<Audit, TheirAudit>(),
  Preference: conforms<Preference, PreferenceType>(),
  Job: conforms<Job, TheirJob>({
    type: 'They name the types that a console shows.',
    status: 'Adopted databases hold any text.',
  }),
  Role: conforms<Role, TheirRole>(),
  Team: conforms<Team, TheirTeams.Team>({ scheme_id: nullable, group_constrained: nullable }),
  TeamMember: conforms<TeamMember, TheirTeams.TeamMembership>({
    msg_count: 'Unread numbers are answered by `/users/me/teams/unread`.',
    msg_count_root: 'As msg_count.',
    mention_count: 'As msg_count.',
    mention_count_root: 'As msg_count.',
  }),
  TeamUnread: conforms<TeamUnread, TheirTeams.TeamUnread>(),
  TeamStats: conforms<TeamStats, TheirTeams.TeamStats>(),
  Channel: conforms<Channel, ServerChannel>({
    scheme_id: nullable,
    props: nullable,
    group_constrained: nullable,
    shared: nullable,
    banner_info: nullable,
  }),
  ChannelMember: conforms<ChannelMember, ChannelMembership>({ notify_props: inner }),
  ChannelNotifyProps: conforms<ChannelNotifyProps, Texts<TheirNotifyProps>>(),
  ChannelUnread: conforms<ChannelUnread, TheirChannelUnread>({
    user_id: 'Named by the path, and not repeated.',
    last_viewed_at: 'Part of the membership.',
    deltaMsgs: 'Worked out by the client.',
  }),
  ChannelStats: conforms<ChannelStats, TheirChannelStats>(),
  ChannelViewReply: conforms<ChannelViewReply, ChannelViewResponse>(),
  SidebarCategory: conforms<SidebarCategory, ChannelCategory>({ sorting: 'An enum of theirs, of the same texts.' }),
  OrderedCategories: conforms<OrderedCategories, OrderedChannelCategories>({ categories: inner }),
  Post: conforms<Post, TheirPosts.Post>({
    type: 'Theirs lists the types of its own; integrations send `custom_` ones.',
    metadata: inner,
  }),
  PostMetadata: conforms<PostMetadata, TheirPosts.PostMetadata>({
    embeds: leftOut,
    emojis: leftOut,
    files: leftOut,
    images: leftOut,
    priority: inner,
  }),
  PostEmbed: conforms<PostEmbed, TheirPosts.PostEmbed>({
    type: 'Boards have a type that theirs leaves out.',
    url: 'Left out where there is no address, as with attachments.',
    data: 'The shape depends on the type; what an address gave is not checked by the server.',
  }),
  PostPriority: conforms<PostPriority, TheirPosts.PostPriorityMetadata>({
    priority: nullable,
    requested_ack: nullable,
    persistent_notifications: nullable,
  }),
  PostList: conforms<PostList, TheirPosts.PostList>({ posts: inner }),
  Draft: conforms<Draft, TheirDraft>({ metadata: inner, priority: nullable }),
  FileInfo: conforms<FileInfo, TheirFileInfo>({
    width: leftOut,
    height: leftOut,
    has_preview_image: leftOut,
    mini_preview: nullable,
    clientId: 'Set by the client that uploads.',
  }),
  Reaction: conforms<Reaction, TheirReaction>(),
  UserThread: conforms<UserThread, TheirThreads.UserThreadWithPost>({
    is_following: 'Filled in by the client.',
    post: inner,
  }),
  UserThreadList: conforms<UserThreadList, TheirThreads.UserThreadList>({ threads: inner }),
  IncomingWebhook: conforms<IncomingWebhook, TheirWebhook>(),
  IncomingWebhooksWithCount: conforms<IncomingWebhooksWithCount, TheirWebhooks>(),
  Bot: conforms<Bot, TheirBot>(),
  Command: conforms<Command, TheirCommand>(),
  OutgoingWebhook: conforms<OutgoingWebhook, TheirOutgoingWebhook>(),
  OAuthApp: conforms<OAuthApp, TheirOAuthApp>(),
  CustomEmoji: conforms<CustomEmoji, TheirEmoji>({ category: 'Filled in by the client.' }),
  PostInfo: conforms<PostInfo, TheirPosts.PostInfo>({
    channel_type: 'An enum of theirs, of the same texts.',
    team_type: 'As channel_type, and empty for a conversation outside of teams.',
  }),
  AnalyticsRow: conforms<AnalyticsRow, TheirAnalyticsRow>(),
  WireError: conforms<WireError, ServerError>(),
  ClientLicense: conforms<Record<string, string>, ClientLicense>(),
};
