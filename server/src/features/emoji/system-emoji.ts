/** Pictures of the emoji that every server has: drawn once from Twemoji (graphics CC BY 4.0), and kept in the file store. */
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { getSystemEmojiImage } from '@innermost/protocol/emoji.ts';
import type { CallOfAnyone } from '../../endpoint/endpoint.ts';
import { AppError } from '../../platform/http/errors.ts';
import { HttpReply } from '../../platform/http/message.ts';
import { keptReply } from '../../platform/pictures/kept.ts';
import { PictureError } from '../../platform/pictures/decoder-process.ts';
import { systemPath } from './paths.ts';

/** No emoji is made of more. */
const codePattern = /^([0-9a-f]{2,6}(?:-[0-9a-f]{2,6}){0,9})\.png$/;
const forever = { 'Cache-Control': 'max-age=31556926, public, immutable' };

/** Files of the package leave out zeros in front, and what asks for colour but in sequences; people who face right are drawn facing left. */
function filesOf(code: string): string[] {
  const plain = code.replaceAll('-fe0f', '');
  const short = plain.replaceAll(/(?<=^|-)0+/g, '');
  const turned = code.replace(/-200d-(?:27a1|2194|2195)-fe0f$/, '');
  return [...new Set([code, plain, short, turned, turned.replaceAll('-fe0f', '')])];
}

async function drawingOf(code: string): Promise<Buffer | undefined> {
  for (const name of filesOf(code)) {
    const path = new URL(`${name}.svg`, import.meta.resolve('@twemoji/svg/package.json'));
    const drawing = await readFile(path).catch(() => undefined);
    if (drawing) return drawing;
  }
  return undefined;
}

/** Wire: official clients show senders by these. 404 for what is no emoji, and where nothing can be drawn. */
export async function showSystemEmoji({
  params,
  services,
  request,
}: CallOfAnyone<typeof getSystemEmojiImage>): Promise<HttpReply> {
  const code = codePattern.exec(params.file)?.[1];
  if (code === undefined) throw new AppError('api.context.404.app_error');
  const { files, pictures } = services;
  const kept = await keptReply(files, systemPath(code), 'image/png', forever);
  if (kept) return kept;
  const drawing = await drawingOf(code);
  if (!drawing) throw new AppError('api.context.404.app_error');
  try {
    const [piece] = (await pictures.make('drawing', drawing, request.ip)).pieces;
    if (!piece) throw new Error('Nothing was drawn.');
    await files.put(systemPath(code), Readable.from([piece.bytes]));
    return new HttpReply(200, piece.bytes, { 'Content-Type': 'image/png', ...forever });
  } catch (error) {
    throw error instanceof PictureError ? new AppError('api.context.404.app_error', {}, error.message) : error;
  }
}
