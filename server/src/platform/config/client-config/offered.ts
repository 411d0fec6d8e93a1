/**
 * What this server can do of what official clients hide behind a licence. Whoever makes one of these work switches it
 * to true here: then clients hear the setting itself where one governs it, and the announcement says so.
 */
export const offered = {
  automaticTranslation: false,
  compliance: false,
  contentFlagging: false,
  customGroups: false,
  customTermsOfService: false,
  dataRetention: false,
  emailContents: false,
  guestAccounts: false,
  ldap: false,
  messageExport: false,
  multifactor: false,
  outgoingOAuthConnections: false,
  permissionSchemes: false,
  postAcknowledgements: false,
  saml: false,
  scheduledPosts: false,
  search: false,
  sharedChannels: false,
  signInWithProviders: false,
} as const satisfies Readonly<Record<string, boolean>>;
