/**
 * A map by id whose changed copies share all they have in common: a change copies about a hundred references however
 * much is held, and two versions can be compared in the time that their differences take.
 */
type Bucket<T> = ReadonlyMap<string, T>;
type Branch<T> = readonly (Bucket<T> | undefined)[];

/** Branches of a table, and buckets of a branch: 1,024 buckets in all. */
const width = 32;
const noBranch: Branch<never> = [];
const noBucket: Bucket<never> = new Map<string, never>();

export class Table<T> {
  readonly size: number;
  private readonly branches: readonly (Branch<T> | undefined)[];

  private constructor(branches: readonly (Branch<T> | undefined)[], size: number) {
    this.branches = branches;
    this.size = size;
  }

  static of<T>(record: Readonly<Record<string, T>>): Table<T> {
    return new Table<T>([], 0).set(Object.entries(record));
  }

  get(id: string): T | undefined {
    return heldIn(this.branches, id);
  }

  has(id: string): boolean {
    return this.get(id) !== undefined;
  }

  /** Adds or replaces. The same table when every value is the one held. */
  set(entries: Iterable<readonly [id: string, value: T]>): Table<T> {
    return this.changed(entries);
  }

  without(ids: Iterable<string>): Table<T> {
    return this.changed(undefinedFor(ids));
  }

  *values(): Generator<T> {
    for (const branch of this.branches) {
      for (const bucket of branch ?? noBranch) if (bucket) yield* bucket.values();
    }
  }

  /** The ids whose values differ from those of another version, in no order. */
  differences(other: Table<T>): string[] {
    const ids: string[] = [];
    for (let at = 0; at < width; at += 1) {
      const [mine, theirs] = [this.branches[at] ?? noBranch, other.branches[at] ?? noBranch];
      if (mine === theirs) continue;
      for (let nth = 0; nth < width; nth += 1) {
        if (mine[nth] !== theirs[nth]) ids.push(...differing(mine[nth] ?? noBucket, theirs[nth] ?? noBucket));
      }
    }
    return ids;
  }

  private changed(entries: Iterable<readonly [id: string, value: T | undefined]>): Table<T> {
    const branches = [...this.branches];
    // What this call has copied already, it may change in place.
    const owned = new Set<object>();
    let { size } = this;
    for (const [id, value] of entries) {
      const held = heldIn(branches, id);
      if (held === value) continue;
      const hash = hashOf(id);
      const branch = own(branches, hash % width, owned, (one) => [...(one ?? noBranch)]);
      const bucket = own(branch, hash >>> 5, owned, (one) => new Map(one));
      if (value === undefined) bucket.delete(id);
      else bucket.set(id, value);
      size += (value === undefined ? 0 : 1) - (held === undefined ? 0 : 1);
    }
    return owned.size === 0 ? this : new Table(branches, size);
  }
}

function heldIn<T>(branches: readonly (Branch<T> | undefined)[], id: string): T | undefined {
  const hash = hashOf(id);
  return branches[hash % width]?.[hash >>> 5]?.get(id);
}

/** The writable copy of what stands at `index`, made on the first call for it. */
function own<Held extends object, Writable extends Held>(
  list: (Held | undefined)[],
  index: number,
  owned: Set<object>,
  copy: (held: Held | undefined) => Writable,
): Writable {
  const held = list[index];
  // Only copies made here are in `owned`, so they are as writable as `copy` made them.
  if (held && owned.has(held)) return held as Writable;
  const made = copy(held);
  owned.add(made);
  list[index] = made;
  return made;
}

function differing<T>(a: Bucket<T>, b: Bucket<T>): string[] {
  const changed = [...a.keys()].filter((id) => a.get(id) !== b.get(id));
  return [...changed, ...[...b.keys()].filter((id) => !a.has(id))];
}

function* undefinedFor(ids: Iterable<string>): Generator<readonly [id: string, value: undefined]> {
  for (const id of ids) yield [id, undefined];
}

/** Ten bits of FNV-1a. */
function hashOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < id.length; at += 1) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
  return (hash ^ (hash >>> 10) ^ (hash >>> 20)) & 1023;
}
