/** What the recipes are: which sizes, formats and cuts (sizes and formats are upstream's). */
import sharp, { type Metadata, type OutputInfo, type Sharp } from 'sharp';
import type { Answer, Demands, MadeFacts, MadeType, Order, PictureFault, PieceFacts, Recipe } from '../recipes.ts';
import { isApng } from './apng.ts';

const everyLoader = 'VipsForeignLoad';
const loaders = ['Jpeg', 'Png', 'Nsgif', 'Webp', 'Tiff', 'Heif'].map((name) => `${everyLoader}${name}Buffer`);
const svgLoader = `${everyLoader}SvgBuffer`;
/** Formats whose several pages are an animation. */
const moving = new Set(['gif', 'webp']);
const knownFormats = new Set(['jpeg', 'png', 'gif', 'webp', 'tiff', 'heif']);

// Nothing else than these reads what strangers send: no PDF, SVG, or format that only scientists use.
sharp.block({ operation: [everyLoader] });
sharp.unblock({ operation: loaders });
// Each picture is another, so nothing is worth keeping; and one thread each, as there may be several decoders.
sharp.cache(false);
sharp.concurrency(1);

class Refusal extends Error {
  readonly fault: PictureFault;

  constructor(fault: PictureFault, detail: string) {
    super(detail);
    this.fault = fault;
  }
}

interface Piece {
  readonly data: Buffer;
  readonly info: OutputInfo;
}

interface Source {
  readonly bytes: Buffer;
  readonly metadata: Metadata;
  readonly isAnimated: boolean;
  /** Opens it, with all its frames or the first. */
  open(all?: boolean): Sharp;
}

const white = '#ffffff';
/** Sides. */
const [thumbnailWidth, thumbnailHeight, previewWidth, miniSide, faceSide, emojiSide, bannerSide, drawingSide] = [
  120, 100, 1920, 16, 128, 128, 1920, 72,
];
/** A JPEG can be no higher. */
const highestJpeg = 65_500;

const jpeg = (picture: Sharp, quality = 88): Promise<Piece> =>
  picture.flatten({ background: white }).jpeg({ quality }).toBuffer({ resolveWithObject: true });
/** Eight bits a channel, whatever the source had. */
const png = (picture: Sharp): Promise<Piece> =>
  picture.toColourspace('srgb').png({ compressionLevel: 6 }).toBuffer({ resolveWithObject: true });

async function attachment({ metadata, isAnimated, open }: Source): Promise<Piece[]> {
  const encode = metadata.format === 'png' ? png : jpeg;
  const fit = { width: previewWidth, height: highestJpeg, fit: 'inside', withoutEnlargement: true } as const;
  const preview = await encode(open().autoOrient().resize(fit));
  const small = { width: thumbnailWidth, height: thumbnailHeight, fit: 'cover', withoutEnlargement: true } as const;
  const thumbnail = await encode(sharp(preview.data, { limitInputPixels: false }).resize(small));
  const mini = await jpeg(sharp(thumbnail.data).resize(miniSide, miniSide, { fit: 'fill' }), 80);
  // What moves is shown itself.
  return isAnimated ? [thumbnail, mini] : [thumbnail, mini, preview];
}

async function square({ open }: Source): Promise<Piece[]> {
  return [await png(open().autoOrient().resize(faceSide, faceSide, { fit: 'cover' }))];
}

async function emoji({ metadata, isAnimated, open }: Source): Promise<Piece[]> {
  const fit = { width: emojiSide, height: emojiSide, fit: 'inside', withoutEnlargement: true } as const;
  if (!isAnimated || !moving.has(metadata.format)) return [await png(open().autoOrient().resize(fit))];
  const frames = open(true).resize(fit);
  const encoded = metadata.format === 'gif' ? frames.gif() : frames.webp({ effort: 2 });
  return [await encoded.toBuffer({ resolveWithObject: true })];
}

async function banner({ open }: Source): Promise<Piece[]> {
  const fit = { width: bannerSide, height: bannerSide, fit: 'inside', withoutEnlargement: true } as const;
  return [await png(open().autoOrient().resize(fit))];
}

const drawing = async ({ open }: Source): Promise<Piece[]> => [
  await png(open().resize(drawingSide, drawingSide, { fit: 'contain', background: '#00000000' })),
];

const recipes: Readonly<Record<Recipe, (source: Source) => Promise<Piece[]>>> = {
  attachment,
  square,
  emoji,
  banner,
  drawing,
  measures: () => Promise.resolve([]),
};

/** Of one frame. */
const measuresOf = ({ width, height, pageHeight, autoOrient }: Metadata) => ({
  width: autoOrient.width || width,
  height: pageHeight ?? (autoOrient.height || height),
});

function check(source: Source, recipe: Recipe, demands: Demands): void {
  const { width, height } = measuresOf(source.metadata);
  const frames = recipe === 'emoji' && source.isAnimated ? (source.metadata.pages ?? 1) : 1;
  const measures = `${width} × ${height} pixels`;
  if (width > demands.width || height > demands.height || width * height > demands.pixels)
    throw new Refusal('too-large', measures);
  if (frames > demands.frames) throw new Refusal('too-many-frames', `${frames} frames`);
  if (width * height * frames > demands.pixels) throw new Refusal('too-large', `${frames} frames of ${measures}`);
}

/** Reads its head only. */
async function look(bytes: Buffer, recipe: Recipe): Promise<Source> {
  if (bytes.length === 0) throw new Refusal('not-a-picture', 'It is empty.');
  const options = { failOn: 'error', limitInputPixels: false, sequentialRead: true } as const;
  const open = (all = false) =>
    sharp(bytes, { ...options, animated: all, ...(recipe === 'drawing' && { density: 144 }) });
  const metadata = await open()
    .metadata()
    .catch((error: unknown) => {
      const detail = String(error);
      throw new Refusal(/unsupported image format/.test(detail) ? 'not-a-picture' : 'broken', detail);
    });
  const { format, pages = 1 } = metadata;
  if (!knownFormats.has(format) && !(recipe === 'drawing' && format === 'svg'))
    throw new Refusal('not-a-picture', format);
  const isAnimated = (moving.has(format) && pages > 1) || (format === 'png' && isApng(bytes));
  return { bytes, metadata, isAnimated, open };
}

const typeOf = (info: OutputInfo): MadeType => {
  const type = `image/${info.format}`;
  if (type === 'image/jpeg' || type === 'image/png' || type === 'image/gif' || type === 'image/webp') return type;
  throw new Error(`A recipe made ${type}.`);
};

const factsOf = ({ data, info }: Piece): PieceFacts => ({
  type: typeOf(info),
  width: info.width,
  height: info.pageHeight ?? info.height,
  size: data.length,
});

async function make(bytes: Buffer, { recipe, demands }: Order): Promise<{ made: MadeFacts; pieces: Buffer[] }> {
  const source = await look(bytes, recipe);
  check(source, recipe, demands);
  const pieces = await recipes[recipe](source).catch((error: unknown) => {
    throw new Refusal('broken', String(error));
  });
  const { isAnimated, metadata } = source;
  const { format, pages = 1 } = metadata;
  const frames = moving.has(format) ? pages : 1;
  const made = { ...measuresOf(metadata), isAnimated, format, frames, pieces: pieces.map(factsOf) };
  return { made, pieces: pieces.map(({ data }) => data) };
}

/** Never rejects: what is wrong is in the answer. */
export async function cook(bytes: Buffer, order: Order): Promise<{ answer: Answer; pieces: readonly Buffer[] }> {
  const isDrawing = order.recipe === 'drawing';
  if (isDrawing) sharp.unblock({ operation: [svgLoader] });
  try {
    const { made, pieces } = await make(bytes, order);
    return { answer: { made }, pieces };
  } catch (error) {
    const fault = error instanceof Refusal ? error.fault : 'failed';
    return { answer: { fault, detail: String(error).slice(0, 1_000) }, pieces: [] };
  } finally {
    // Orders come one at a time, so nobody else's is read meanwhile.
    if (isDrawing) sharp.block({ operation: [svgLoader] });
  }
}
