/** What can be made of a picture, in the words that the server and its decoders share. */

/**
 * `attachment`: thumbnail, preview and mini preview, and its measures. `square`: 128 × 128, cut to its middle. `emoji`: at most
 * 128 × 128, still moving if it moved. `banner`: at most 1920 × 1920. `drawing`: a trusted SVG as a PNG of 72 × 72. `measures`:
 * nothing but what it is, for which its pixels are not decoded.
 */
export type Recipe = 'attachment' | 'square' | 'emoji' | 'banner' | 'drawing' | 'measures';

/** What a picture may demand. */
export interface Demands {
  /** Width × height, and of an animation that is decoded whole, × frames. */
  readonly pixels: number;
  /** Sides in pixels. */
  readonly width: number;
  readonly height: number;
  /** Of an animation that is decoded whole. */
  readonly frames: number;
}

/**
 * `not-a-picture`: of no kind that is decoded. `broken`: begins like a picture and cannot be read. `too-large`, `too-many-frames`:
 * beyond what was allowed. `failed`: its decoder crashed, took too long or too much memory. `no-library`: nothing can be decoded
 * on this machine.
 */
export type PictureFault = 'not-a-picture' | 'broken' | 'too-large' | 'too-many-frames' | 'failed' | 'no-library';

export type MadeType = 'image/jpeg' | 'image/png' | 'image/gif' | 'image/webp';

export interface PieceFacts {
  readonly type: MadeType;
  readonly width: number;
  readonly height: number;
  /** Bytes. */
  readonly size: number;
}

/** What was asked for, in the order of the recipe; and what the source is, turned as it is shown. */
export interface MadeFacts {
  readonly width: number;
  readonly height: number;
  readonly isAnimated: boolean;
  /** `jpeg`, `png`, `gif`, `webp`, `tiff` or `heif`; of a drawing `svg`. */
  readonly format: string;
  /** 1 for what does not move. */
  readonly frames: number;
  readonly pieces: readonly PieceFacts[];
}

/** Before the bytes of a source, `size` of them. */
export interface Order {
  readonly recipe: Recipe;
  readonly size: number;
  readonly demands: Demands;
  /** Bytes that the decoder may hold. */
  readonly memory: number;
}

/** Before the bytes of the pieces. */
export type Answer = { readonly made: MadeFacts } | { readonly fault: PictureFault; readonly detail: string };
