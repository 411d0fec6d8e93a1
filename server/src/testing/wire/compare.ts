/** Holds what came back against what was recorded, and says each difference in one line. */
import type { Names } from './names.ts';

const typeNames = new Set(['string', 'number', 'boolean']);
const cut = /^… (\d+) in all$/u;
const name = /^<([a-z][a-z0-9_]*)>$/u;

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = plain(JSON.stringify(value));
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}

/** Lists of posts stand in the recording in their order, with what belongs to no place in it apart. */
function postsInOrder(value: Fields): Fields {
  const { order, posts, ...rest } = value;
  if (!Array.isArray(order) || !isFields(posts)) return value;
  const beyond = Object.keys(posts).filter((id) => !order.includes(id));
  return {
    ...rest,
    orderIds: order,
    postsInOrder: order.map((id: string) => posts[id]),
    postsBeyondOrder: beyond.map((id) => posts[id]),
  };
}

/** The recorder kept so many fields of an object, in the order of their names. */
const keptFields = 60;
/** Of a direct channel's name, the halves stand in the order of ids, which differ from run to run. */
const pair = /^(<\w+>)__(<\w+>)$/u;
/** Of a digest, a group channel's name for one, the recorder took each 26 characters for an id. */
const digest = /(?:<id>)+[0-9a-f]{12,14}|\b(?:[0-9a-f]{64}|[0-9a-f]{40})\b/gu;

/** A public key, in base64. */
const key = /[A-Za-z0-9+/=]{80,}/gu;
const plain = (text: string): string =>
  text
    .replace(digest, '<digest>')
    .replace(key, '<key>')
    .replace(/\b\d{13}\b/gu, '<ts>');

/** What differs under one step. Unknown names are learnt from the place where the recording has them. */
export class Comparison {
  readonly differences: string[] = [];
  readonly #names: Names;

  readonly #unordered: boolean;

  /** `unordered`: lists whose order is that of random ids, or none. */
  constructor(names: Names, unordered = false) {
    this.#names = names;
    this.#unordered = unordered;
  }

  #note(line: string): void {
    const collected = line.replace(/\[\d+\]/gu, '[]');
    if (!this.differences.includes(collected)) this.differences.push(collected);
  }

  /** `path` begins each line: `body.user.id`. */
  compare(path: string, expected: unknown, actual: unknown): void {
    if (Array.isArray(expected)) this.#list(path, expected, actual);
    else if (isFields(expected)) this.#object(path, expected, actual);
    else if (!this.#same(expected, actual)) this.#differs(path, expected, actual);
  }

  #differs(path: string, expected: unknown, actual: unknown): void {
    this.#note(`${path}: ${show(expected)}, here ${show(this.#readAll(actual))}`);
  }

  /** Ids as names and times as marks, so that a difference reads the same in every run. */
  #readAll(value: unknown): unknown {
    if (typeof value === 'string') return plain(this.#names.read(value));
    if (typeof value === 'number') return value > 1e12 ? '<ts>' : value;
    if (Array.isArray(value)) return value.map((one) => this.#readAll(one));
    if (!isFields(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [this.#names.read(key), this.#readAll(one)]));
  }

  #same(expected: unknown, actual: unknown): boolean {
    if (typeof expected !== 'string') return expected === actual;
    if (expected === '<ts>') return typeof actual === 'number' && actual > 1e12;
    if (typeof actual !== 'string') return typeNames.has(expected) && typeof actual === expected;
    if (expected === 'string' || expected === actual) return true;
    if (expected === '<iso>') return !Number.isNaN(Date.parse(actual));
    const named = name.exec(expected)?.[1];
    if (named === 'id') return /^[a-z0-9]{26}$/u.test(actual);
    if (named !== undefined && !this.#names.knows(named) && /^[a-z0-9]{26}$/u.test(actual))
      this.#names.learn(named, actual);
    const read = this.#names.read(actual);
    const [, one, other] = pair.exec(expected) ?? [];
    return read === expected || read === `${other}__${one}` || plain(expected) === plain(read);
  }

  #list(path: string, expected: readonly unknown[], actual: unknown): void {
    if (!Array.isArray(actual)) {
      if (isFields(actual) && expected.every((one) => typeof one === 'string'))
        this.#list(path, expected, Object.keys(actual).sort());
      else this.#differs(path, expected, actual);
      return;
    }
    const length = cut.exec(String(expected.at(-1)))?.[1];
    const shown = length === undefined ? expected : expected.slice(0, -1);
    // Of a list whose entries are given as types, one stands for all.
    const typed =
      expected.length === 1 && (typeNames.has(String(expected[0])) || JSON.stringify(expected).includes(':"number"'));
    const count = length === undefined ? (typed ? actual.length : expected.length) : Number(length);
    if (actual.length !== count) this.#note(`${path}: ${count} in all, here ${actual.length}`);
    const rest: unknown[] = [...actual];
    for (const [index, one] of shown.entries()) {
      if (rest.length === 0) break;
      const match = this.#unordered ? this.#closest(one, rest) : 0;
      this.compare(`${path}[${index}]`, one, rest.splice(match, 1)[0]);
    }
  }

  #closest(expected: unknown, candidates: readonly unknown[]): number {
    const distances = candidates.map((one) => {
      const trial = new Comparison(this.#names.copy(), true);
      trial.compare('', expected, one);
      return trial.differences.length;
    });
    return distances.indexOf(Math.min(...distances));
  }

  #object(path: string, expected: Fields, actual: unknown): void {
    if ('$skipped' in expected) return;
    if ('$json' in expected) {
      const text = typeof actual === 'string' ? actual : undefined;
      if (text === undefined) this.#differs(path, expected, actual);
      else this.compare(path, expected['$json'], JSON.parse(text));
      return;
    }
    if (!isFields(actual)) {
      this.#differs(path, expected, actual);
      return;
    }
    const here = new Map(Object.entries(postsInOrder(actual)).map(([key, one]) => [this.#names.read(key), one]));
    for (const [key, one] of Object.entries(expected)) {
      if (here.has(key)) this.compare(`${path}.${key}`, one, here.get(key));
      else this.#note(`${path}.${key}: ${show(one)}, here nothing`);
    }
    const last = Object.keys(expected).length === keptFields ? (Object.keys(expected).sort().at(-1) ?? '') : undefined;
    for (const [key, one] of here)
      if (!(key in expected) && (last === undefined || key < last))
        this.#note(`${path}.${key}: nothing, here ${show(this.#readAll(one))}`);
  }
}
