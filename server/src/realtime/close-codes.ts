/** Why the server closes a socket (RFC 6455 §7.4.1). */
export const closeCodes = {
  goingAway: 1001,
  malformed: 1007,
  refused: 1008,
} as const;
