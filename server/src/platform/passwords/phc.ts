/** The text form of a PBKDF2 hash: `$pbkdf2$f=SHA256,w=600000,l=32$SALT$HASH`, base64 without padding. */

export interface Pbkdf2Hash {
  iterations: number;
  salt: Buffer;
  key: Buffer;
}

const form = /^\$pbkdf2\$f=SHA256,w=(\d{1,8}),l=(\d{1,3})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

const base64 = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '');

export function formatPbkdf2({ iterations, salt, key }: Pbkdf2Hash): string {
  return `$pbkdf2$f=SHA256,w=${iterations},l=${key.length}$${base64(salt)}$${base64(key)}`;
}

/** Undefined when the text is of another kind, or says something it does not keep. */
export function parsePbkdf2(text: string): Pbkdf2Hash | undefined {
  const [, w, l, salt, hash] = form.exec(text) ?? [];
  if (w === undefined || l === undefined || salt === undefined || hash === undefined) return undefined;
  const key = Buffer.from(hash, 'base64');
  const iterations = Number(w);
  if (iterations === 0 || key.length === 0 || key.length !== Number(l)) return undefined;
  return { iterations, salt: Buffer.from(salt, 'base64'), key };
}
