// The rows of `systems` on a fresh database: secrets of this installation, and which steps need no repeating.
import { generateKeyPairSync, randomBytes } from 'node:crypto';

/** What the start of release 11.6.0 records as done; without a row the peer's server would do the step again. */
const doneSteps = `
CRTChannelMembershipCountsMigrationComplete CRTThreadCountsAndUnreadsMigrationComplete
AdvancedPermissionsMigrationComplete EmojisPermissionsMigrationComplete GuestRolesCreationMigrationComplete
SystemConsoleRolesCreationMigrationComplete CustomGroupAdminRoleCreationMigrationComplete
SharedChannelManagerRoleCreationMigrationComplete SecureConnectionManagerRoleCreationMigrationComplete
emoji_permissions_split webhook_permissions_split integrations_own_permissions list_join_public_private_teams
remove_permanent_delete_user add_bot_permissions apply_channel_manage_delete_to_channel_user
remove_channel_manage_delete_from_team_user view_members_new_permission add_manage_guests_permissions
channel_moderations_permissions add_use_group_mentions_permission add_system_console_permissions
add_convert_channel_permissions manage_shared_channel_permissions manage_secure_connections_permissions
add_system_roles_permissions add_billing_permissions download_compliance_export_results
experimental_subsection_permissions authentication_subsection_permissions integrations_subsection_permissions
site_subsection_permissions compliance_subsection_permissions environment_subsection_permissions
about_subsection_permissions reporting_subsection_permissions test_email_ancillary_permission playbooks_permissions
custom_groups_permissions playbooks_manage_roles products_boards custom_groups_permission_restore
read_channel_content_permissions add_ip_filtering_permissions add_outgoing_oauth_connections_permissions
add_channel_bookmarks_permissions add_manage_jobs_ancillary_permissions add_upload_file_permission
restrict_access_to_channel_conversion_to_public_permissions fix_read_audits_permission remove_get_analytics_permission
add_sysconsole_mobile_security_permission add_channel_banner_permissions add_channel_access_rules_permission
add_channel_auto_translation_permissions shared_channel_manager_permissions secure_connection_manager_permissions
restore_manage_oauth_permission ContentExtractionConfigDefaultTrueMigrationComplete
PlaybookRolesCreationMigrationComplete RemainingSchemaMigrations PostPriorityConfigDefaultTrueMigrationComplete
delete_empty_drafts_migration delete_orphan_drafts_migration delete_dms_preferences_migration
migration_advanced_permissions_phase_2
`;

export interface SystemsRow {
  name: string;
  value: string;
}

/** `now` in ms. There is no row for the first administrator's set-up, nor for a security check that is never made. */
export function upstreamSystems(now: number, diagnosticId: string): SystemsRow[] {
  const done = doneSteps.trim().split(/\s+/);
  return [
    ...done.map((name) => ({ name, value: 'true' })),
    { name: 'content_flagging_setup_done', value: 'v5' },
    { name: 'DiagnosticId', value: diagnosticId },
    { name: 'AsymmetricSigningKey', value: newSigningKey() },
    { name: 'PostActionCookieSecret', value: JSON.stringify({ key: randomBytes(32).toString('base64') }) },
    { name: 'InstallationDate', value: String(now) },
    { name: 'FirstServerRunTimestamp', value: String(now) },
  ];
}

/** Wire: the three numbers are bare decimal integers of up to 78 digits, which JSON.stringify cannot write. */
function newSigningKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '', d = '' } = privateKey.export({ format: 'jwk' });
  return `{"ecdsa_key":{"curve":"P-256","x":${toDecimal(x)},"y":${toDecimal(y)},"d":${toDecimal(d)}}}`;
}

function toDecimal(base64url: string): string {
  return BigInt(`0x${Buffer.from(base64url, 'base64url').toString('hex')}`).toString();
}
