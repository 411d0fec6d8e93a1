// Our events against the messages of @mattermost/client.
import type { WebSocketMessages as Theirs } from '@mattermost/client';
import type { EventName, Events } from '../events.ts';
import { conforms } from './differences.ts';

type Message = { data: unknown };
type Data<M extends Message> = M['data'];

/** Theirs is the text of the JSON, ours what it holds. */
export const jsonText = 'JSON text on the wire.';
const asText = 'The word `true` on the wire.';

export const events = {
  hello: conforms<Events['hello'], Data<Theirs.Hello>>(),
  posted: conforms<Events['posted'], Data<Theirs.Posted>>({
    post: jsonText,
    mentions: jsonText,
    followers: jsonText,
    otherFile: asText,
    image: asText,
  }),
  ephemeral_message: conforms<Events['ephemeral_message'], Data<Theirs.EphemeralPost>>({ post: jsonText }),
  post_edited: conforms<Events['post_edited'], Data<Theirs.PostEdited>>({ post: jsonText }),
  post_deleted: conforms<Events['post_deleted'], Data<Theirs.PostDeleted>>({ post: jsonText }),
  post_unread: conforms<Events['post_unread'], Data<Theirs.PostUnread>>(),
  reaction_added: conforms<Events['reaction_added'], Data<Theirs.PostReaction>>({ reaction: jsonText }),
  reaction_removed: conforms<Events['reaction_removed'], Data<Theirs.PostReaction>>({ reaction: jsonText }),
  emoji_added: conforms<Events['emoji_added'], Data<Theirs.EmojiAdded>>({ emoji: jsonText }),
  emoji_deleted: {},
  thread_updated: conforms<Events['thread_updated'], Data<Theirs.ThreadUpdated>>({ thread: jsonText }),
  thread_follow_changed: conforms<Events['thread_follow_changed'], Data<Theirs.ThreadFollowedChanged>>(),
  thread_read_changed: conforms<Events['thread_read_changed'], Data<Theirs.ThreadReadChanged>>(),
  channel_created: conforms<Events['channel_created'], Data<Theirs.ChannelCreated>>(),
  channel_updated: conforms<Events['channel_updated'], Data<Theirs.ChannelUpdated>>({ channel: jsonText }),
  channel_converted: conforms<Events['channel_converted'], Data<Theirs.ChannelConverted>>(),
  channel_deleted: conforms<Events['channel_deleted'], Data<Theirs.ChannelDeleted>>(),
  channel_restored: conforms<Events['channel_restored'], Data<Theirs.ChannelRestored>>(),
  channel_member_updated: conforms<Events['channel_member_updated'], Data<Theirs.ChannelMemberUpdated>>({
    channelMember: jsonText,
  }),
  direct_added: conforms<Events['direct_added'], Data<Theirs.DirectChannelCreated>>(),
  group_added: conforms<Events['group_added'], Data<Theirs.GroupChannelCreated>>({ teammate_ids: jsonText }),
  user_added: conforms<Events['user_added'], Data<Theirs.UserAddedToChannel>>(),
  user_removed: conforms<Events['user_removed'], Data<Theirs.UserRemovedFromChannel>>(),
  multiple_channels_viewed: conforms<Events['multiple_channels_viewed'], Data<Theirs.MultipleChannelsViewed>>(),
  sidebar_category_created: conforms<Events['sidebar_category_created'], Data<Theirs.SidebarCategoryCreated>>(),
  sidebar_category_updated: conforms<Events['sidebar_category_updated'], Data<Theirs.SidebarCategoryUpdated>>({
    updatedCategories: jsonText,
  }),
  sidebar_category_deleted: conforms<Events['sidebar_category_deleted'], Data<Theirs.SidebarCategoryDeleted>>(),
  sidebar_category_order_updated: conforms<
    Events['sidebar_category_order_updated'],
    Data<Theirs.SidebarCategoryOrderUpdated>
  >(),
  draft_created: conforms<Events['draft_created'], Data<Theirs.PostDraft>>({ draft: jsonText }),
  draft_updated: conforms<Events['draft_updated'], Data<Theirs.PostDraft>>({ draft: jsonText }),
  draft_deleted: conforms<Events['draft_deleted'], Data<Theirs.PostDraft>>({ draft: jsonText }),
  added_to_team: conforms<Events['added_to_team'], Data<Theirs.UserAddedToTeam>>(),
  leave_team: conforms<Events['leave_team'], Data<Theirs.UserRemovedFromTeam>>(),
  update_team: conforms<Events['update_team'], Data<Theirs.Team>>({ team: jsonText }),
  memberrole_updated: conforms<Events['memberrole_updated'], Data<Theirs.TeamMemberRoleUpdated>>({ member: jsonText }),
  new_user: conforms<Events['new_user'], Data<Theirs.NewUser>>(),
  user_updated: conforms<Events['user_updated'], Data<Theirs.UserUpdated>>({
    user: 'As User differs, in the list of entities.',
  }),
  user_role_updated: conforms<Events['user_role_updated'], Data<Theirs.UserRoleUpdated>>(),
  user_activation_status_change: conforms<
    Events['user_activation_status_change'],
    Data<Theirs.UserActivationStatusChanged>
  >(),
  status_change: conforms<Events['status_change'], Data<Theirs.StatusChanged>>(),
  typing: conforms<Events['typing'], Data<Theirs.Typing>>(),
  preferences_changed: conforms<Events['preferences_changed'], Data<Theirs.PreferencesChanged>>({
    preferences: jsonText,
  }),
  preferences_deleted: conforms<Events['preferences_deleted'], Data<Theirs.PreferencesChanged>>({
    preferences: jsonText,
  }),
  role_updated: conforms<Events['role_updated'], Data<Theirs.RoleUpdated>>({ role: jsonText }),
  config_changed: conforms<Events['config_changed'], Data<Theirs.ConfigChanged>>({
    config: 'Texts by key; client-config.test.ts holds it against the published keys.',
  }),
  license_changed: conforms<Events['license_changed'], Data<Theirs.LicenseChanged>>(),
} satisfies Record<EventName, Readonly<Record<string, string>>>;
