/** Sizes and times as people read them. */
const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];

export function sizeOf(bytes: number): string {
  const power = bytes < 1024 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1024 ** power;
  return `${power === 0 ? value : value.toFixed(1)} ${units[power]}`;
}

/** UTC to the minute. */
export const timeOf = (at: number): string => new Date(at).toISOString().slice(0, 16).replace('T', ' ');

export const filesOf = (count: number): string => `${count} ${count === 1 ? 'file' : 'files'}`;

/** Names come from people: what would move the cursor is left out. */
export const plain = (text: string): string => text.replaceAll(/\p{Cc}/gu, '');

export const beside = 'Beside the server it needs no password; elsewhere it signs in as an administrator.';
