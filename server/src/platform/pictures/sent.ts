/** A picture that somebody sends in a form, on its way to what is made of it; and what may be wrong with it, in the words of the wire. */
import type { ErrorId } from '@innermost/protocol/errors.ts';
import { FileStoreError, type FileStore } from '../files/store.ts';
import { AppError } from '../http/errors.ts';
import type { IncomingForm } from '../http/multipart.ts';
import { newId } from '../ids.ts';
import { PictureError, type Made, type PictureSource } from './decoder-process.ts';
import type { Pictures } from './pictures.ts';
import type { Demands, Recipe } from './recipes.ts';

/** Where pictures wait that nobody keeps as they were sent; what a killed server leaves there is swept with other uploads. */
const waiting = 'innermost-incoming/';

/** What the area says when the form has no picture, or none that can be read. */
export interface Refusals {
  readonly missing: ErrorId;
  readonly unreadable: ErrorId;
  readonly tooLarge: ErrorId;
}

export interface Sent {
  /** Of the form, whose first file of this name it is. */
  readonly field: string;
  /** Id of who sends. */
  readonly caller: string;
  readonly refusals: Refusals;
  readonly demands?: Partial<Demands>;
}

/** What is said beside the picture, looked at before that is decoded. */
interface Checked<Fields, Said> extends Sent {
  check(fields: Fields): Promise<Said>;
}

interface Means {
  readonly files: FileStore;
  readonly pictures: Pictures;
}

type Piece = Made['pieces'][number];

type OnePiece = Exclude<Recipe, 'attachment'>;

/** The one thing that is made of the picture. Rejects with AppError. */
export async function makeSent(
  means: Means,
  form: IncomingForm<unknown>,
  recipe: OnePiece,
  sent: Sent,
): Promise<Piece> {
  const [piece] = await makeChecked(means, form, recipe, { ...sent, check: () => Promise.resolve() });
  return piece;
}

/** The same, and what `check` made of the form's fields. */
export async function makeChecked<Fields, Said>(
  { files, pictures }: Means,
  form: IncomingForm<Fields>,
  recipe: OnePiece,
  { field, caller, refusals, demands = {}, check }: Checked<Fields, Said>,
): Promise<[piece: Piece, said: Said]> {
  return throughStore(files, form, { field, missing: refusals.missing }, async (source, fields) => {
    const said = await check(fields);
    try {
      const [piece] = (await pictures.make(recipe, source, caller, demands)).pieces;
      if (!piece) throw new Error(`The recipe ${recipe} made nothing.`);
      return [piece, said];
    } catch (error) {
      throw refusalOf(error, refusals);
    }
  });
}

/** The picture waits in the store until it is whole: whoever sends slowly keeps neither memory nor a decoder. */
async function throughStore<Fields, T>(
  files: FileStore,
  form: IncomingForm<Fields>,
  { field, missing }: { field: string; missing: ErrorId },
  use: (source: PictureSource, fields: Fields) => Promise<T>,
): Promise<T> {
  const path = waiting + newId();
  let size: number | undefined;
  try {
    for await (const file of form) if (file.field === field) size ??= await files.put(path, file.stream);
    const fields = await form.fields();
    if (size === undefined) throw new AppError(missing);
    return await use({ size, open: async () => (await files.read(path)).body }, fields);
  } catch (error) {
    if (error instanceof FileStoreError && error.reason === 'full')
      throw new AppError('api.disk_full.app_error', {}, error.message);
    throw error;
  } finally {
    await files.remove(path).catch(() => undefined);
  }
}

/** Anything but a decoder's refusal is as it was. */
function refusalOf(error: unknown, { unreadable, tooLarge }: Refusals): unknown {
  if (!(error instanceof PictureError)) return error;
  switch (error.fault) {
    case 'too-large':
    case 'too-many-frames':
      return new AppError(tooLarge, {}, error.message);
    case 'no-library':
      return new AppError('api.innermost.pictures.no_library.app_error', {}, error.message);
    default:
      return new AppError(unreadable, {}, error.message);
  }
}
