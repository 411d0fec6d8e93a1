/** Limits that clients rely on (reference: wire/posts-and-mentions.md §3, wire/auth-and-permissions.md §4). */
export const limits = {
  idLength: 26,
  /** Characters of a message on databases whose posts.message is at least 65535 wide. */
  messageCharacters: 16383,
  hashtagCharacters: 1000,
  filesPerPost: 10,
  postPropsCharacters: 800_000,
  /** Bytes of a JSON request body, default of ServiceSettings.MaximumPayloadSizeBytes. */
  jsonBodyBytes: 300_000,
  usernameCharacters: 64,
  emailCharacters: 128,
  passwordBytes: 72,
  teamNameCharacters: 64,
  channelNameCharacters: 64,
  channelDisplayNameCharacters: 64,
  channelHeaderCharacters: 1024,
  channelPurposeCharacters: 250,
  groupChannelMembers: { min: 3, max: 8 },
  perPageDefault: 60,
  perPageMax: 200,
  emojiNameCharacters: 64,
  webhookDisplayNameCharacters: 64,
  webhookDescriptionCharacters: 500,
  preferenceValueCharacters: 20_000,
} as const;

/** A text's length as the limits count it, and the database: an emoji outside the basic plane is one. */
export const characters = (text: string): number => Array.from(text).length;

/** Whether a text holds controls that turn the direction of what stands around it: U+202A–202E and U+2066–2069. */
export const turnsDirection = (text: string): boolean => /[\u202A-\u202E\u2066-\u2069]/u.test(text);

/** The version whose behaviour and schema the server keeps, and which it reports to clients. */
export const wireVersion = '11.6.0';

const idPattern = /^[A-Za-z0-9]{26}$/;

/** True for 26 letters or digits, which is all that the wire asks of an id. */
export function isId(text: unknown): text is string {
  return typeof text === 'string' && idPattern.test(text);
}
