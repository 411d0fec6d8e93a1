/** Kinds of addresses that become links; whatever else looks like one stays text. */
export const linkSchemes = {
  /** Followed by `//`. */
  withHost: ['http', 'https', 'ftp', 'ftps', 'irc', 'ircs', 'ssh', 'git'],
  withoutHost: ['mailto', 'tel', 'sms', 'sip', 'sips', 'xmpp', 'matrix'],
} as const;
