/** What a picture has beyond other files. The one place where width, height and previews of an upload come from. */
import { Readable } from 'node:stream';
import { AppError } from '../../../platform/http/errors.ts';
import { PictureError, type Made } from '../../../platform/pictures/decoder-process.ts';
import type { Services } from '../../../work/services.ts';

export interface Picture {
  /** In pixels, turned as it is shown. */
  readonly width: number;
  readonly height: number;
  /** Paths in the store. `preview_path` is '' of what moves: it is shown itself. */
  readonly preview_path: string;
  readonly thumbnail_path: string;
  /** A tiny JPEG. */
  readonly mini_preview: Buffer | null;
}

export interface StoredFile {
  readonly path: string;
  readonly user_id: string;
  readonly mime_type: string;
  /** Bytes. */
  readonly size: number;
}

type Means = Pick<Services, 'files' | 'pictures' | 'log'>;

/** What the decoder may know; the rest is not read a second time. */
const decoded = new Set([
  'image/apng',
  'image/avif',
  'image/gif',
  'image/jpeg',
  'image/png',
  'image/tiff',
  'image/webp',
]);
/** Bytes. A decoder holds all of a picture, and none of a camera has so many. */
const largest = 128 * 1_048_576;

/**
 * Undefined where the file is no picture, or none that can be read: then it is a file like others. 400 for one of more
 * pixels than are decoded here.
 */
export async function pictureOf(means: Means, file: StoredFile): Promise<Picture | undefined> {
  if (!decoded.has(file.mime_type) || file.size > largest) return undefined;
  const { files, pictures, log } = means;
  const source = { size: file.size, open: async () => (await files.read(file.path)).body };
  try {
    return await keep(means, file.path, await pictures.make('attachment', source, file.user_id));
  } catch (error) {
    if (!(error instanceof PictureError)) throw error;
    if (error.fault === 'too-large')
      throw new AppError('api.file.upload_file.large_image_detailed.app_error', {}, error.message);
    if (error.fault === 'failed') log.warn({ err: error, path: file.path }, 'a picture could not be decoded');
    return undefined;
  }
}

async function keep({ files }: Means, path: string, { width, height, pieces }: Made): Promise<Picture> {
  const [thumbnail, mini, preview] = pieces;
  const kept = async (suffix: string, piece: Made['pieces'][number] | undefined): Promise<string> => {
    if (!piece) return '';
    const beside = besidePath(path, suffix, piece.type === 'image/png' ? 'png' : 'jpg');
    await files.put(beside, Readable.from([piece.bytes]));
    return beside;
  };
  return {
    width,
    height,
    thumbnail_path: await kept('_thumb', thumbnail),
    preview_path: await kept('_preview', preview),
    mini_preview: mini?.bytes ?? null,
  };
}

/** Wire: beside the file, by its name without extension. */
function besidePath(path: string, suffix: string, extension: string): string {
  const folder = path.lastIndexOf('/') + 1;
  const name = path.slice(folder).replace(/(?<=.)\.[^.]*$/, '');
  return `${path.slice(0, folder)}${name}${suffix}.${extension}`;
}
