/** Addresses of a file, and what it is to people. */
import {
  File,
  FileArchive,
  FileAudio,
  FileCode,
  FileText,
  FileVideo,
  Image,
  Presentation,
  ScrollText,
  Sheet,
  type LucideIcon,
} from 'lucide-react';

import { kindPatterns } from '@innermost/protocol/file-kinds.ts';
import { getFile, getFilePreview, getFileThumbnail, type FileInfo } from '@innermost/protocol/files.ts';

import { live } from '../../live/live.ts';
import { languageName } from '../../text/languages.ts';
import { type Message, msg, t } from '../../words/words.ts';

export const fileUrl = (id: string): string => live.client.url(getFile, { params: { file_id: id } });
export const downloadUrl = (id: string): string =>
  live.client.url(getFile, { params: { file_id: id }, query: { download: '1' } });

/** The server's small picture (px); it is cut to these sides. */
const [thumbnailWidth, thumbnailHeight] = [120, 100];

/** For a place so many CSS px wide and high: the thumbnail, the preview, or the picture itself where that is all there is. */
export function pictureUrl(file: FileInfo, width: number, height: number): string {
  const params = { file_id: file.id };
  const density = window.devicePixelRatio || 1;
  if (width * density <= thumbnailWidth && height * density <= thumbnailHeight)
    return live.client.url(getFileThumbnail, { params });
  // A server makes none of what moves, which is shown itself.
  return file.has_preview_image ? live.client.url(getFilePreview, { params }) : fileUrl(file.id);
}

/** What the server made no picture of, though it can be seen. */
export const moves = ({ has_preview_image, mime_type }: FileInfo): boolean =>
  !has_preview_image && /^image\/(gif|webp|a?png|avif)$/.test(mime_type);

interface Look {
  icon: LucideIcon;
  word: Message;
}

const looks: readonly (readonly [type: RegExp, look: Look])[] = [
  [/^image\//, { icon: Image, word: msg('Picture') }],
  [/^video\//, { icon: FileVideo, word: msg('Video') }],
  [/^audio\//, { icon: FileAudio, word: msg('Sound') }],
  [/\/pdf$/, { icon: FileText, word: msg('PDF') }],
  [/spreadsheet|ms-excel|[/]csv$|tab-separated/, { icon: Sheet, word: msg('Table') }],
  [/presentation|ms-powerpoint/, { icon: Presentation, word: msg('Slides') }],
  [new RegExp(kindPatterns.documents), { icon: FileText, word: msg('Document') }],
  [/zip|tar|7z|rar|zstd|bzip|[/]x-xz|compress|java-archive/, { icon: FileArchive, word: msg('Archive') }],
];
const plain: Look = { icon: ScrollText, word: msg('Text') };
const code: Look = { icon: FileCode, word: msg('Code') };
const other: Look = { icon: File, word: msg('File') };
const texts = new RegExp(kindPatterns.texts);

export const isText = ({ mime_type }: Pick<FileInfo, 'mime_type'>): boolean => texts.test(mime_type);

export function lookOf(file: Pick<FileInfo, 'mime_type' | 'extension'>): Look {
  const found = looks.find(([type]) => type.test(file.mime_type));
  if (found) return found[1];
  if (!isText(file)) return other;
  return languageName(file.extension) === undefined ? plain : code;
}

/** "PDF", "Archive": where nothing is known the extension says most. */
export function kindWord(file: FileInfo): string {
  const { word } = lookOf(file);
  const { extension } = file;
  return word === other.word && /^[a-z0-9]{1,8}$/.test(extension) ? extension.toUpperCase() : t(word);
}
