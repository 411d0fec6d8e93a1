/**
 * One run of a statement that has a name, in the form that the driver takes from other packages (`submit` and what it
 * then calls, as pg-cursor has them). Against the driver's own class it asks for the names and types of columns once
 * for each connection, not with each run, and copies no settings: for small statements that was a good part of the
 * work on both sides.
 */
import type { ClientBase, Submittable } from 'pg';
import pgUtils from 'pg/lib/utils.js';

/** What is read of the driver's result, by us and by Kysely. */
export interface Answer {
  /** As in `INSERT`. */
  command: string;
  /** Null where a command counts none. */
  rowCount: number | null;
  rows: object[];
}

/** What the driver's connection offers to a query; its published types leave most of it out. */
interface Wire {
  readonly stream: { cork(): void; uncork(): void };
  /** Name → text, of what this connection has prepared or is about to. */
  readonly parsedStatements: Record<string, string>;
  readonly submittedNamedStatements: Record<string, string>;
  parse(statement: { name: string; text: string }): void;
  bind(statement: {
    statement: string;
    values: readonly unknown[];
    valueMapper: (value: unknown) => string | Buffer | null;
  }): void;
  describe(what: { type: 'P'; name: string }): void;
  execute(portal: { portal: string }): void;
  close(what: { type: 'S'; name: string }): void;
  sync(): void;
  sendCopyFail(reason: string): void;
}

interface Column {
  name: string;
  dataTypeID: number;
}

interface Shape {
  names: string[];
  parsers: ((text: string) => unknown)[];
  /** A row with every column, copied for each: so all rows of a statement are alike to the engine. */
  blank: Record<string, unknown>;
}

/** By connection and name of the statement. PostgreSQL refuses to run a prepared one whose columns have changed. */
const shapes = new WeakMap<object, Map<string, Shape>>();

const noColumns: Shape = { names: [], parsers: [], blank: {} };

/** Runs it on that connection behind what was sent before; rejects with the driver's errors. */
export function runNamed(client: ClientBase, name: string, text: string, values: readonly unknown[]): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const settle = (error: Error | null, answer?: Answer) => (answer ? resolve(answer) : reject(error));
    client.query(new PreparedQuery(client, { name, text, values }, settle));
  });
}

type Settle = (error: Error | null, answer?: Answer) => void;

class PreparedQuery implements Submittable {
  /** The driver notes that they are prepared, by these. */
  readonly name: string;
  readonly text: string;
  /** The driver would set its own where there is none. */
  callback: Settle;
  readonly #client: ClientBase;
  readonly #values: readonly unknown[];
  readonly #answer: Answer = { command: '', rowCount: null, rows: [] };
  #known: Map<string, Shape> | undefined;
  #shape: Shape | undefined;
  /** A row or a value that could not be read. The rest of the answer is still to come. */
  #failure: Error | undefined;

  constructor(
    client: ClientBase,
    { name, text, values }: { name: string; text: string; values: readonly unknown[] },
    settle: Settle,
  ) {
    this.#client = client;
    this.name = name;
    this.text = text;
    this.#values = values;
    this.callback = settle;
  }

  submit(connection: unknown): void {
    const wire = connection as Wire;
    const { name, text } = this;
    let known = shapes.get(wire);
    if (!known) shapes.set(wire, (known = new Map<string, Shape>()));
    this.#known = known;
    this.#shape = known.get(name);
    wire.stream.cork();
    try {
      if (wire.parsedStatements[name] === undefined && wire.submittedNamedStatements[name] === undefined) {
        wire.parse({ name, text });
        wire.submittedNamedStatements[name] = text;
      }
      this.#send(wire);
    } finally {
      wire.stream.uncork();
    }
  }

  #send(wire: Wire): void {
    const { name } = this;
    try {
      wire.bind({ statement: name, values: this.#values, valueMapper: pgUtils.prepareValue });
    } catch (error) {
      // A value that throws while it is written, such as one that contains itself.
      wire.close({ type: 'S', name });
      delete wire.submittedNamedStatements[name];
      delete wire.parsedStatements[name];
      wire.sync();
      this.#failure = error instanceof Error ? error : new Error(String(error));
      return;
    }
    if (!this.#shape) wire.describe({ type: 'P', name: '' });
    wire.execute({ portal: '' });
    wire.sync();
  }

  handleRowDescription({ fields }: { fields: Column[] }): void {
    const blank: Record<string, unknown> = {};
    for (const { name } of fields) blank[name] = null;
    this.#shape = {
      names: fields.map(({ name }) => name),
      parsers: fields.map(({ dataTypeID }) => this.#client.getTypeParser(dataTypeID, 'text')),
      blank,
    };
  }

  handleDataRow({ fields }: { fields: (string | null)[] }): void {
    if (this.#failure) return;
    const { names, parsers, blank } = this.#shape ?? noColumns;
    const row = { ...blank };
    try {
      for (let at = 0; at < fields.length; at += 1) {
        const text = fields[at];
        const name = names[at];
        if (text !== null && text !== undefined && name !== undefined) row[name] = parsers[at]?.(text);
      }
    } catch (error) {
      this.#failure = error instanceof Error ? error : new Error(String(error));
    }
    this.#answer.rows.push(row);
  }

  /** `INSERT 0 1`, `UPDATE 3`, `CREATE TABLE`. */
  handleCommandComplete({ text }: { text: string }): void {
    const [command = ''] = text.split(' ', 1);
    const count = text.slice(text.lastIndexOf(' ') + 1);
    this.#answer.command = command;
    this.#answer.rowCount = /^\d/.test(count) ? Number(count) : null;
    this.#known?.set(this.name, this.#shape ?? noColumns);
  }

  handleReadyForQuery(): void {
    if (this.#failure) this.callback(this.#failure);
    else this.callback(null, this.#answer);
  }

  handleError(error: Error): void {
    this.callback(this.#failure ?? error);
  }

  handleEmptyQuery(): void {}

  handlePortalSuspended(): void {}

  handleCopyInResponse(connection: unknown): void {
    (connection as Wire).sendCopyFail('Statements copy nothing.');
  }

  handleCopyData(): void {}
}
