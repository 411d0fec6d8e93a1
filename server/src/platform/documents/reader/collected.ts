/** Thrown where there is enough text. */
export class Enough extends Error {}

/** Text as it is found, up to a length. Runs of blanks are one; line ends stay. */
export class Collected {
  readonly #most: number;
  readonly #pieces: string[] = [];
  #length = 0;

  constructor(most: number) {
    this.#most = most;
  }

  add(text: string): void {
    if (text === '') return;
    this.#pieces.push(text);
    this.#length += text.length;
    // What is only blank goes away later.
    if (this.#length > this.#most * 4) throw new Enough();
  }

  get text(): string {
    const text = this.#pieces
      .join('')
      // oxlint-disable-next-line no-control-regex -- what no text holds, and no database takes
      .replaceAll(/[\0-\x08\x0e-\x1f]/g, '')
      .replaceAll(/[^\S\n]+/g, ' ')
      .replaceAll(/ ?\n[\s]*/g, '\n')
      .trim();
    return text.slice(0, this.#most).toWellFormed();
  }
}
