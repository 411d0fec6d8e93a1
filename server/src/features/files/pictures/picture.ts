/** What a picture has beyond other files. The one place where width, height and previews of an upload come from. */
import type { FileStore } from '../../../platform/files/store.ts';

export interface Picture {
  /** In pixels, turned as it is shown. */
  readonly width: number;
  readonly height: number;
  /** Paths in the store; '' where the picture itself serves. */
  readonly preview_path: string;
  readonly thumbnail_path: string;
  /** A tiny JPEG. */
  readonly mini_preview: Buffer | null;
}

export interface StoredFile {
  readonly path: string;
  readonly mime_type: string;
  /** Bytes. */
  readonly size: number;
}

/** Undefined where the file is no picture, or none of a kind that is decoded: nothing is, until pictures are built. */
export function pictureOf(_files: FileStore, _file: StoredFile): Promise<Picture | undefined> {
  return Promise.resolve(undefined);
}
