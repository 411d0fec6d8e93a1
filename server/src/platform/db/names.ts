// The wire says `create_at`, the database says `createat`. This file is the one place where that difference is
// closed: queries and row types use the wire's names, and the plugin rewrites them on the way in and out.
import {
  type IdentifierNode,
  type KyselyPlugin,
  OperationNodeTransformer,
  type PluginTransformQueryArgs,
  type PluginTransformResultArgs,
  type QueryId,
  type QueryResult,
  type RootOperationNode,
  type UnknownRow,
} from 'kysely';

/**
 * Every column name that has more than one word, as the wire writes it. Where the wire has no such field, the words
 * are split in the same manner. A column that is not listed here has one word and needs no translation.
 */
export const wireNames: readonly string[] = `
acknowledged_at action_items allow_marketing allow_open_invite allow_reference allowed_domains answer_code applied_at auth_data
auth_service
auto_add auto_complete auto_complete_desc auto_complete_hint autotranslation_disabled banner_info bot_id built_in
callback_urls cancel_at category_id channel_id channel_locked channel_name client_id client_secret
cloud_limits_archived cluster_name code_challenge code_challenge_method command_id company_name content_type create_at
creator_id credentials_password credentials_username default_category_name default_channel_admin_role
default_channel_guest_role default_channel_user_role default_playbook_admin_role default_playbook_member_role
default_run_admin_role default_run_member_role default_team_admin_role default_team_guest_role default_team_id
default_team_user_role delete_at device_id display_name dnd_end_time dst_lang due_at edit_at email_verified emoji_name end_at
error_code expire_at expired_notify expires_at expires_in extra_info extra_update_at failed_at failed_attempts field_id file_id
file_ids file_info_id file_offset file_size first_name gossip_port grant_type group_constrained group_id
has_preview_image has_reactions icon_url image_url integration_id invite_id ip_address is_active is_dynamically_registered
is_invite_accepted is_invite_confirmed is_oauth is_pinned is_trusted join_time last_activity_at last_at
last_global_user_sync_at last_icon_update last_login last_members_sync_at last_membership_sync_at last_name
last_password_update last_picture_update last_ping_at last_post_at last_post_create_at last_post_create_id
last_post_date last_post_id last_post_update_at last_reply_at last_root_post_at last_sent_at last_sync_at
last_team_icon_update last_update_at last_updated last_viewed last_viewed_at leave_time link_url mattermost_app_id max_attempts
mention_count mention_count_root mfa_active mfa_secret mfa_used_timestamps mime_type mini_preview msg_count
msg_count_root next_at norm_hash notice_id notify_props num_posts oauth_token_url object_id object_type original_id owner_id
parent_id pending_post_id persistent_notifications plugin_id policy_id post_duration post_id prev_status preview_path
processed_at provider_id read_at recap_id redirect_uri refresh_token remote_id remote_team_id remote_token replay_of reply_count
req_file_id request_body request_headers request_size requested_ack required_feature required_plan response_body
response_headers response_size root_id scheduled_at scheme_admin scheme_guest scheme_id
scheme_managed scheme_user search_pointer sent_at sent_count session_id share_display_name share_header share_name
share_purpose shown_id signing_key site_url sort_order source_post_ids start_at subject_id target_id target_origin target_time target_type team_id
terms_of_service_id thread_delete_at thread_team_id thumbnail_path total_message_count total_msg_count
total_msg_count_root trigger_when trigger_words unread_mentions update_at urgent_mention_count use_count user_id
`
  .trim()
  .split(/\s+/);

const columnByWireName = new Map(wireNames.map((name) => [name, name.replaceAll('_', '')]));
const wireNameByColumn = new Map(wireNames.map((name) => [name.replaceAll('_', ''), name]));

/** `create_at` → `createat`. Names that are not wire names of a column come back as they are. */
export function columnName(wireName: string): string {
  return columnByWireName.get(wireName) ?? wireName;
}

/** `createat` → `create_at`. Names that are not columns of several words come back as they are. */
export function wireName(column: string): string {
  return wireNameByColumn.get(column) ?? column;
}

class ColumnNames extends OperationNodeTransformer {
  protected override transformIdentifier(node: IdentifierNode, queryId?: QueryId): IdentifierNode {
    const plain = super.transformIdentifier(node, queryId);
    return { ...plain, name: columnName(plain.name) };
  }
}

/**
 * Rewrites identifiers and the keys of result rows, at the top level only: what is inside a JSON value is data and
 * stays as it is. Table names are safe because none of them is also a wire name (a test holds that). Text inside a
 * `sql` template is not touched: write `sql.ref('create_at')` there, or the column's own name.
 */
export const wireNamesPlugin: KyselyPlugin = {
  transformQuery(args: PluginTransformQueryArgs): RootOperationNode {
    return columnNames.transformNode(args.node, args.queryId);
  },
  transformResult(args: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    const rows = args.result.rows;
    const first = rows[0];
    if (first === undefined) return Promise.resolve(args.result);
    const names = Object.keys(first).map((column) => [column, wireName(column)] as const);
    if (names.every(([column, name]) => column === name)) return Promise.resolve(args.result);
    return Promise.resolve({ ...args.result, rows: rows.map((row) => renamed(row, names)) });
  },
};

const columnNames = new ColumnNames();

function renamed(row: UnknownRow, names: readonly (readonly [string, string])[]): UnknownRow {
  const result: UnknownRow = {};
  for (const [column, name] of names) result[name] = row[column];
  return result;
}
