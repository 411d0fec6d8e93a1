/** Why the server closes a socket (RFC 6455 §7.4.1). */
export const closeCodes = {
  goingAway: 1001,
  malformed: 1007,
  refused: 1008,
  /** Innermost's own: the session is over, and connecting again is of no use. */
  sessionEnded: 4401,
} as const;
