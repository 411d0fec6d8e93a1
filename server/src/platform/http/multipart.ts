/**
 * Forms with files (`multipart/form-data`), read as they come: one file at a time, in constant memory. Fields and files
 * may come in any order.
 */
import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy';
import { Readable } from 'node:stream';
import { AppError, invalidBody } from './errors.ts';

export interface FormLimits {
  /** Bytes of one file. */
  fileSize: number;
  /** How many files. */
  files: number;
  /** With what a file of more bytes is refused; 413 unless told. */
  tooLarge?: (limit: number) => AppError;
}

export interface FormFile {
  /** Of the form, as `files`. */
  readonly field: string;
  /** As the sender names it, without folders and control characters; may be empty. Nothing to build a path from. */
  readonly name: string;
  /** As the sender claims. */
  readonly type: string;
  /** The fields that came before it, by name and unchecked. */
  readonly before: ReadonlyMap<string, readonly string[]>;
  /** To be read, or destroyed, before the next file is asked for; fails with 413, 400 or 408. */
  readonly stream: Readable;
}

/** `for await (const file of form)` takes the files; then `await form.fields()`. */
export interface IncomingForm<Fields> extends AsyncIterable<FormFile> {
  /** Reads to the end, past files that nobody took. 400 when the fields are not as they should be. */
  fields(): Promise<Fields>;
}

/** Far more than any client of ours sends, and little enough to keep. */
const most = { fields: 100, fieldBytes: 65_536, fieldNameBytes: 100, fileName: 256, headers: 20, headerBytes: 16_384 };

const tooMany = (what: string, limit: number) => new AppError('api.context.form_too_long.app_error', { what, limit });
const malformed = (detail: string) => new AppError('api.context.invalid_form.app_error', {}, detail);
const fileTooLarge = (limit: number) => new AppError('api.context.file_too_large.app_error', { limit });
const controls = /\p{Cc}/gu;

function parserOf(contentType: string, { fileSize, files }: FormLimits): BusboyInstance {
  const limits = {
    fields: most.fields,
    fieldSize: most.fieldBytes,
    files,
    fileSize,
    parts: most.fields + files,
    headerPairs: most.headers,
    headerSize: most.headerBytes,
  };
  if (!/^multipart\/form-data\b/i.test(contentType)) throw malformed('The Content-Type is not multipart/form-data.');
  try {
    return new Busboy({ headers: { 'content-type': contentType }, limits });
  } catch (error) {
    throw malformed(String(error));
  }
}

class Form<Fields> implements IncomingForm<Fields> {
  readonly #fields = new Map<string, readonly string[]>();
  readonly #source: Readable;
  readonly #parser: BusboyInstance;
  readonly #limits: FormLimits;
  readonly #parse: (fields: Readonly<Record<string, readonly string[]>>) => Fields;
  /** Files that came, of which the first is being read; small ones come several at a time. */
  readonly #files: FormFile[] = [];
  #isBegun = false;
  #isWhole = false;
  #failure: unknown;
  #wake: (() => void) | undefined;

  constructor(
    source: Readable,
    contentType: string,
    limits: FormLimits,
    parse: (fields: Readonly<Record<string, readonly string[]>>) => Fields,
  ) {
    this.#source = source;
    this.#parser = parserOf(contentType, limits);
    this.#limits = limits;
    this.#parse = parse;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<FormFile> {
    try {
      for (let file = await this.#next(); file; file = await this.#next()) {
        yield file;
        file.stream.destroy();
      }
    } finally {
      // Who stops in the middle wants nothing of the rest.
      if (!this.#isWhole) this.#fail(malformed('It was not read to its end.'));
    }
  }

  async fields(): Promise<Fields> {
    for (let file = await this.#next(); file; file = await this.#next()) file.stream.destroy();
    return this.#parse(Object.fromEntries(this.#fields));
  }

  async #next(): Promise<FormFile | undefined> {
    this.#begin();
    while (this.#files.length === 0 && !this.#isWhole && this.#failure === undefined)
      await new Promise<void>((resolve) => (this.#wake = resolve));
    if (this.#failure !== undefined) throw this.#failure;
    return this.#files.shift();
  }

  #begin(): void {
    if (this.#isBegun) return;
    this.#isBegun = true;
    const { files } = this.#limits;
    this.#parser
      .on('field', (name, value, _nameIsCut, isCut) => this.#addField(name, value, isCut))
      .on('file', (field, file, name, _encoding, type) => this.#addFile(field, file, name, type))
      .on('partsLimit', () => this.#fail(tooMany('parts', most.fields + files)))
      .on('fieldsLimit', () => this.#fail(tooMany('fields', most.fields)))
      .on('filesLimit', () => this.#fail(tooMany('files', files)))
      .on('error', (error) => this.#fail(malformed(String(error))))
      .on('finish', () => {
        this.#isWhole = true;
        this.#wake?.();
      });
    this.#source.on('error', (error) => this.#fail(error)).pipe(this.#parser);
  }

  #addField(name: string | undefined, value: string, isCut: boolean): void {
    if (!this.#isName(name)) return;
    if (isCut) return this.#fail(tooMany(`bytes in the field ${name}`, most.fieldBytes));
    this.#fields.set(name, [...(this.#fields.get(name) ?? []), value]);
  }

  #addFile(field: string | undefined, file: BusboyFileStream, sentName: string | undefined, type: string): void {
    // What goes wrong with a file goes wrong with the form, which says so.
    file.on('error', () => undefined);
    const name = (sentName ?? '').replaceAll(controls, '').toWellFormed();
    if (!this.#isName(field)) return void file.resume();
    if (name.length > most.fileName) {
      file.resume();
      return this.#fail(invalidBody('filename', `It is longer than ${most.fileName} characters.`));
    }
    const stream = new Readable({
      read: () => void file.resume(),
      destroy(error, done) {
        file.resume();
        done(error);
      },
    });
    file
      .on('data', (chunk: Buffer) => {
        if (!stream.destroyed && !stream.push(chunk)) file.pause();
      })
      .on('end', () => void (stream.destroyed || stream.push(null)))
      .on('limit', () => {
        const { fileSize, tooLarge = fileTooLarge } = this.#limits;
        this.#fail(tooLarge(fileSize));
      });
    this.#open.add(stream);
    stream.once('close', () => this.#open.delete(stream));
    this.#files.push({ field, name, type, before: new Map(this.#fields), stream });
    this.#wake?.();
  }

  /** The files that were begun and are not read to their end. */
  readonly #open = new Set<Readable>();

  #isName(name: string | undefined): name is string {
    if (name !== undefined && name !== '' && Buffer.byteLength(name) <= most.fieldNameBytes) return true;
    this.#fail(malformed(`A part has no name, or one longer than ${most.fieldNameBytes} bytes.`));
    return false;
  }

  #fail(error: unknown): void {
    if (this.#failure !== undefined) return;
    this.#failure = error;
    this.#source.unpipe(this.#parser);
    this.#source.destroy();
    for (const stream of this.#open) {
      // Nobody may be listening yet: the form tells them.
      stream.on('error', () => undefined);
      stream.destroy(error instanceof Error ? error : undefined);
    }
    this.#wake?.();
  }
}

/** 400 when `contentType` names no boundary. `parse` makes of the values by name what the endpoint wants, or throws. */
export function readForm<Fields>(
  source: Readable,
  contentType: string,
  limits: FormLimits,
  parse: (fields: Readonly<Record<string, readonly string[]>>) => Fields,
): IncomingForm<Fields> {
  return new Form(source, contentType, limits, parse);
}
