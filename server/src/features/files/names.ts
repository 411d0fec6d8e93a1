/** What people call a file, and what the store calls it: one is shown as it came, the other has to fit on any disk. */
import { characters } from '@innermost/protocol/limits.ts';

/** Of the column. */
const longestName = 256;
const longestExtension = 64;
/** Bytes in the store, which leaves room for `_preview.png` beside it. */
const longestStored = 200;

/** Neither is seen, and the latter let `gpj.exe` look like `exe.jpg`. */
const unseen = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu;
/** What no driver of the store takes in a name. */
const reserved = /[<>:"/|?*\\]/g;
/** A device on Windows, with any extension. */
const device = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)/i;

/** As it is shown and saved: without folders. Undefined when it is longer than a name may be. */
export function shownName(sent: string): string | undefined {
  const name = (sent.split(/[/\\]/).at(-1) ?? '').replaceAll(unseen, '').toWellFormed().trim();
  if (characters(name) > longestName) return undefined;
  return /^[.\p{Cf}\p{Z}]*$/u.test(name) ? 'file' : name;
}

/** Lower case, without the dot; '' where there is none, or one too long to be one. */
export function extensionOf(name: string): string {
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  return characters(extension) > longestExtension ? '' : extension;
}

/** For the path: what stands in it of the name is for people who look into the folder, and is not read back. */
export function storedName(name: string): string {
  const plain = name.normalize('NFC').replaceAll(reserved, '_').replace(device, '$&_');
  const extension = extensionOf(plain);
  const end = extension === '' ? '' : `.${extension}`;
  const stem = cut(plain.slice(0, plain.length - end.length), longestStored - Buffer.byteLength(end));
  return `${stem}${end}`.replace(/[. ]+$/, '') || 'file';
}

/** The first characters that fit into so many bytes. */
function cut(text: string, bytes: number): string {
  let [kept, size] = ['', 0];
  for (const character of text) {
    size += Buffer.byteLength(character);
    if (size > bytes) break;
    kept += character;
  }
  return kept;
}

/** Where a file of a message lies, as upstream has it: by the day of its upload in UTC. */
export function pathOf(file: { id: string; channel_id: string; user_id: string; name: string }, now: number): string {
  const day = new Date(now).toISOString().slice(0, 10).replaceAll('-', '');
  const { id, channel_id, user_id, name } = file;
  return `${day}/teams/noteam/channels/${channel_id}/users/${user_id}/${id}/${storedName(name)}`;
}
