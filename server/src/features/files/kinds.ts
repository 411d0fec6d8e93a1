/**
 * What a file is, by its content and not by what its sender says; and how it may be handed out, so that no browser runs
 * it.
 */
/** Bytes from the beginning that tell what a file is. */
export const tellingBytes = 4_100;

export const unknownType = 'application/octet-stream';

/** Of what is text, the name alone says which. */
const textTypes: Readonly<Record<string, string>> = {
  css: 'text/css',
  csv: 'text/csv',
  htm: 'text/html',
  html: 'text/html',
  ics: 'text/calendar',
  js: 'text/javascript',
  json: 'application/json',
  md: 'text/markdown',
  mjs: 'text/javascript',
  rtf: 'application/rtf',
  svg: 'image/svg+xml',
  tsv: 'text/tab-separated-values',
  vcf: 'text/vcard',
  xhtml: 'application/xhtml+xml',
  xml: 'application/xml',
  yaml: 'application/yaml',
  yml: 'application/yaml',
};

const office = 'application/vnd.openxmlformats-officedocument';
const openDocument = 'application/vnd.oasis.opendocument';
/** Archives that are documents: what tells them apart may lie far behind the beginning. */
const zipTypes: Readonly<Record<string, string>> = {
  apk: 'application/vnd.android.package-archive',
  docx: `${office}.wordprocessingml.document`,
  epub: 'application/epub+zip',
  jar: 'application/java-archive',
  odp: `${openDocument}.presentation`,
  ods: `${openDocument}.spreadsheet`,
  odt: `${openDocument}.text`,
  pptx: `${office}.presentationml.presentation`,
  xlsx: `${office}.spreadsheetml.sheet`,
};
const compoundTypes: Readonly<Record<string, string>> = {
  doc: 'application/msword',
  msg: 'application/vnd.ms-outlook',
  ppt: 'application/vnd.ms-powerpoint',
  xls: 'application/vnd.ms-excel',
};

/** By the first `tellingBytes` of the content; the extension decides only between kinds that look alike. */
export async function typeOf(head: Uint8Array, extension: string): Promise<string> {
  // A server has no use for it before the first file.
  const { fileTypeFromBuffer } = await import('file-type');
  // Whatever is wrong with the content, it is no content of a known kind.
  const found = (await fileTypeFromBuffer(head).catch(() => undefined))?.mime;
  if (found === 'application/zip' || (found === undefined && isZip(head)))
    return zipTypes[extension] ?? 'application/zip';
  if (found === 'application/x-cfb') return compoundTypes[extension] ?? found;
  if (found !== undefined && found !== 'application/xml') return found;
  const text = textOf(head);
  if (text === undefined) return unknownType;
  const known = textTypes[extension];
  if (/^\s*(?:<\?xml[^>]*>|<!--[^]*?-->|<!doctype[^>]*>|\s)*<svg[\s>]/i.test(text)) return 'image/svg+xml';
  if (/^\s*(?:<!--[^]*?-->|\s)*<(?:!doctype html|html|head|body|script)[\s>]/i.test(text)) return 'text/html';
  return known ?? (found || 'text/plain');
}

const isZip = (head: Uint8Array): boolean => head[0] === 0x50 && head[1] === 0x4b && head[2] === 3 && head[3] === 4;

/** Undefined where it is no text. The end may be cut in the middle of a character. */
function textOf(head: Uint8Array): string | undefined {
  const encoding = head[0] === 0xff && head[1] === 0xfe ? 'utf-16le' : 'utf-8';
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(head, { stream: true });
    // oxlint-disable-next-line no-control-regex -- what no text holds is what is looked for
    return /[\0-\x08\x0e-\x1a\x1c-\x1f]/.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

/** What a browser shows by itself and never runs. */
const shown = new Set([
  'audio/aac',
  'audio/flac',
  'audio/mp4',
  'audio/mpeg',
  'audio/ogg',
  'audio/wav',
  'audio/webm',
  'audio/x-m4a',
  'image/apng',
  'image/avif',
  'image/bmp',
  'image/gif',
  'image/heic',
  'image/heif',
  'image/jpeg',
  'image/png',
  'image/tiff',
  'image/webp',
  'video/avi',
  'video/mp4',
  'video/mpeg',
  'video/ogg',
  'video/quicktime',
  'video/webm',
]);

export interface Handing {
  readonly type: string;
  readonly disposition: 'inline' | 'attachment';
}

/**
 * How a file of this type is handed out. Adopted rows say of a file what its name says, so nothing rests on the type
 * being true: what is shown cannot run, and what could run is called text.
 */
export function handingOf(mimeType: string): Handing {
  const type = mimeType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (shown.has(type)) return { type, disposition: 'inline' };
  if (!/^[a-z]+\/[a-z0-9.+-]+$/.test(type)) return { type: unknownType, disposition: 'attachment' };
  const couldRun = type.startsWith('text/') || /html|xml(?!formats)|svg|script|json|yaml|multipart|message/.test(type);
  return { type: couldRun ? 'text/plain; charset=utf-8' : type, disposition: 'attachment' };
}
