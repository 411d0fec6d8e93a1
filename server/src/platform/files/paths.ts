/** Which paths a store takes. The names in them may be people's: what one driver cannot hold, none takes. */
import { FileStoreError } from './store.ts';

/** Bytes of a name that every file system in use can hold. */
const longestName = 255;
/** Bytes; S3 allows 1024 for a key, and the prefix of the installation is in front of it. */
const longestPath = 900;

/** Devices of Windows, with any extension. Archives and synchronised folders must not break on them. */
const device = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;
const reservedSign = /[<>:"|?*\\]/;

/** Of temporary files, in the root of a store on disk. */
export const ownFolder = '.innermost';

/** For reading: leaves nothing out that an adopted store may hold, and lets nothing out of the store. */
export function checkPath(path: string): string {
  const fault = faultOf(path);
  if (fault !== undefined) throw badPath(path, fault);
  return path;
}

/** For writing: stricter, so that the files can be moved to any other system. */
export function checkNewPath(path: string): string {
  const fault = faultOf(path) ?? newFaultOf(path);
  if (fault !== undefined) throw badPath(path, fault);
  return path;
}

/** For listing: a beginning of a path, which may end anywhere. */
export function checkPrefix(prefix: string): string {
  if (prefix === '') return prefix;
  const fault = faultOf(prefix.endsWith('/') ? prefix.slice(0, -1) : prefix);
  if (fault !== undefined) throw badPath(prefix, fault);
  return prefix;
}

function faultOf(path: string): string | undefined {
  if (path === '') return 'it is empty';
  if (path.includes('\0')) return 'it holds a NUL';
  if (!path.isWellFormed()) return 'it holds half a character';
  if (path.startsWith('/')) return 'it begins with /';
  const names = path.split('/');
  if (names.includes('..') || names.includes('.')) return 'it leads elsewhere by . or ..';
  if (names.includes('')) return 'a name in it is empty';
  if (names[0]?.toLowerCase() === ownFolder) return `${ownFolder} is the store's own`;
  return undefined;
}

function newFaultOf(path: string): string | undefined {
  if (Buffer.byteLength(path) > longestPath) return `it is longer than ${longestPath} bytes`;
  for (const name of path.split('/')) {
    if (Buffer.byteLength(name) > longestName) return `a name in it is longer than ${longestName} bytes`;
    if (/\p{Cc}/u.test(name)) return 'it holds a control character';
    if (reservedSign.test(name)) return `it holds one of < > : " | ? * \\`;
    if (device.test(name)) return 'a name in it is that of a device on Windows';
    if (/[. ]$/.test(name)) return 'a name in it ends with a dot or a space';
  }
  return undefined;
}

function badPath(path: string, fault: string): FileStoreError {
  const shown = path.length > 200 ? `${path.slice(0, 200)}…` : path;
  return new FileStoreError('bad-path', `The file store does not take the path ${JSON.stringify(shown)}: ${fault}.`);
}
