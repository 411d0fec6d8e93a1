import type { Config } from '../config.ts';
import { offered } from './offered.ts';

// Clients warn of a licence that ends, and count people against its seats: this one does neither in their lifetime.
const seats = 1_000_000;
const startsAt = 1_735_689_600_000;
const expiresAt = 4_102_444_800_000;

const unlicensed: Readonly<Record<string, string>> = Object.freeze({ IsLicensed: 'false' });

/**
 * The body of `GET /api/v4/license/client`. There is no licence, and the answer says so, unless the administrator
 * chose to announce what this server offers; `full` is for callers with `read_license_information`.
 */
export function licence(config: Config, caller: { full: boolean }): Readonly<Record<string, string>> {
  if (!config.InnermostSettings.AnnounceLicensedFeatures) return unlicensed;
  return caller.full ? { ...announcement(config), ...particulars(config) } : announcement(config);
}

/** The last part of `X-Version-Id`, which must agree with `licence`. */
export function isLicensed(config: Config): boolean {
  return config.InnermostSettings.AnnounceLicensedFeatures;
}

function announcement(config: Config): Record<string, string> {
  const features = {
    LDAP: offered.ldap,
    LDAPGroups: offered.ldap,
    MFA: offered.multifactor,
    SAML: offered.saml,
    Cluster: false,
    Metrics: true,
    GoogleOAuth: offered.signInWithProviders,
    Office365OAuth: offered.signInWithProviders,
    OpenId: offered.signInWithProviders,
    Compliance: offered.compliance,
    MHPNS: false,
    Announcement: true,
    Elasticsearch: offered.search,
    DataRetention: offered.dataRetention,
    IDLoadedPushNotifications: false,
    EmailNotificationContents: offered.emailContents,
    MessageExport: offered.messageExport,
    CustomPermissionsSchemes: offered.permissionSchemes,
    GuestAccounts: offered.guestAccounts,
    GuestAccountsPermissions: offered.guestAccounts,
    CustomTermsOfService: offered.customTermsOfService,
    LockTeammateNameDisplay: true,
    Cloud: false,
    SharedChannels: offered.sharedChannels,
    RemoteClusterService: offered.sharedChannels,
    OutgoingOAuthConnections: offered.outgoingOAuthConnections,
    IsTrial: false,
    IsGovSku: false,
  };
  return {
    IsLicensed: 'true',
    // Wire: the lowest name for which the web and mobile apps show scheduled posts, acknowledgements and groups.
    SkuShortName: 'professional',
    Users: String(seats),
    Company: config.TeamSettings.SiteName,
    ...Object.fromEntries(Object.entries(features).map(([name, has]) => [name, String(has)])),
  };
}

function particulars(config: Config): Record<string, string> {
  return {
    Id: 'innermost',
    SkuName: 'Innermost',
    Name: config.TeamSettings.SiteName,
    Email: config.SupportSettings.SupportEmail,
    IssuedAt: String(startsAt),
    StartsAt: String(startsAt),
    ExpiresAt: String(expiresAt),
  };
}
