/** Which permission lets somebody read, create and manage the jobs of a type. Wire: the types are a closed list. */
import type { Permission } from '@innermost/protocol/permissions.ts';

interface TypePermissions {
  readonly read: Permission;
  readonly create: Permission;
  readonly manage: Permission;
}

const ofJobs: TypePermissions = { read: 'read_jobs', create: 'manage_jobs', manage: 'manage_jobs' };

/** Types with permissions of their own. */
const own = {
  data_retention: {
    read: 'read_data_retention_job',
    create: 'create_data_retention_job',
    manage: 'manage_data_retention_job',
  },
  message_export: {
    read: 'read_compliance_export_job',
    create: 'create_compliance_export_job',
    manage: 'manage_compliance_export_job',
  },
  elasticsearch_post_indexing: {
    read: 'read_elasticsearch_post_indexing_job',
    create: 'create_elasticsearch_post_indexing_job',
    manage: 'manage_elasticsearch_post_indexing_job',
  },
  elasticsearch_post_aggregation: {
    read: 'read_elasticsearch_post_aggregation_job',
    create: 'create_elasticsearch_post_aggregation_job',
    manage: 'manage_elasticsearch_post_aggregation_job',
  },
  ldap_sync: { read: 'read_ldap_sync_job', create: 'create_ldap_sync_job', manage: 'manage_ldap_sync_job' },
  access_control_sync: { read: 'manage_system', create: 'manage_system', manage: 'manage_system' },
} as const satisfies Record<string, TypePermissions>;

const others = `active_users cleanup_desktop_tokens cloud delete_dms_preferences_migration delete_empty_drafts_migration
  delete_expired_posts delete_orphan_drafts_migration expiry_notify export_delete export_process export_users_to_csv
  extract_content import_delete import_process last_accessible_file last_accessible_post migrations
  mobile_session_metadata plugins product_notices refresh_materialized_views s3_path_migration`.split(/\s+/);

const permissionsByType = new Map<string, TypePermissions>([
  ...Object.entries(own),
  ...others.map((type): [string, TypePermissions] => [type, ofJobs]),
]);

export const jobTypes: readonly string[] = [...permissionsByType.keys()];

/** Undefined for a type that the wire does not know. */
export const permissionFor = (type: string, action: keyof TypePermissions): Permission | undefined =>
  permissionsByType.get(type)?.[action];
