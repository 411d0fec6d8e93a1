/** The ids of this run under the names that the recording gives them. */
const idAnywhere = /(?<![a-z0-9])[a-z0-9]{26}(?![a-z0-9])/gu;
const unknownId = 'z'.repeat(26);

export class Names {
  readonly #idOf = new Map<string, string>();
  readonly #nameOf = new Map<string, string>();

  learn(name: string, id: string): void {
    this.#idOf.set(name, id);
    this.#nameOf.set(id, name);
  }

  copy(): Names {
    const copy = new Names();
    for (const [name, id] of this.#idOf) copy.learn(name, id);
    return copy;
  }

  knows(name: string): boolean {
    return this.#idOf.has(name);
  }

  idOf(name: string): string {
    const id = this.#idOf.get(name);
    if (id === undefined) throw new Error(`The recording asks for {${name}}, which nothing before it made.`);
    return id;
  }

  /** `{u1}` becomes the id. */
  fill(text: string): string {
    return text.replace(/\{([a-z][a-z0-9_]*)\}/gu, (_, name: string) => this.idOf(name));
  }

  /** Ids become `<u1>`, or `<id>` where the recording has no name for them. */
  read(text: string): string {
    return text.replace(idAnywhere, (id) => (id === unknownId ? id : `<${this.#nameOf.get(id) ?? 'id'}>`));
  }

  fillAll(value: unknown): unknown {
    if (typeof value === 'string') {
      // "… 3 in all": the recorder left out the rest, which named nothing that exists.
      return value.startsWith('… ') ? unknownId : this.fill(value);
    }
    if (Array.isArray(value)) return value.map((one) => this.fillAll(one));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, this.fillAll(one)]));
  }
}
