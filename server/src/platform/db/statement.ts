// Statements by hand: SQL with named parameters, and types that PostgreSQL itself told (`npm run generate` writes them
// to the `.gen.ts` beside the file). A statement is translated once, when its module loads, and prepared once per
// connection under a hash of its text.
import { fileURLToPath } from 'node:url';
import type { Kysely } from 'kysely';
import { numbered, type Parameter } from './named-parameters.ts';
import { prepared, sendPrepared } from './prepared.ts';
import type { Schema } from './schema.gen.ts';

type Db = Kysely<Schema>;

/** SQL text that no value from outside can have got into. */
export class Sql {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Only other pieces of SQL can stand in it; values are parameters: `:name`, or `:name?` where NULL may be given. */
export function sql(texts: TemplateStringsArray, ...pieces: readonly Sql[]): Sql {
  return new Sql(texts.map((text, index) => text + (pieces[index]?.text ?? '')).join(''));
}

/** A constant of the program as a literal. */
sql.literal = (value: string): Sql => new Sql(`'${value.replaceAll("'", "''")}'`);

export interface Statement<Params, Row> {
  /**
   * Sends the statement, on the pool or within the transaction that `db` is. The keys of the rows are what the SQL
   * says: alias columns to wire names there.
   */
  (db: Db, ...params: Given<Params>): Promise<Row[]>;
  /** As PostgreSQL gets it, with numbers for names. */
  readonly text: string;
  /** By number. */
  values(...params: Given<Params>): unknown[];
}

/** What follows `db`: nothing where there are no parameters. */
export type Given<Params> = keyof Params extends never ? [] : [params: Params];

/** Says more about columns than PostgreSQL can: the shape of JSON, the labels of an enum, that something is not NULL. */
export interface Narrowing<Columns> {
  readonly columns?: Columns;
}

export const narrow = <Columns>(): Narrowing<Columns> => ({});

type Narrowed<Row, Columns> = [keyof Columns] extends [never]
  ? Row
  : { [Name in keyof Row]: Name extends keyof Columns ? Columns[Name] : Row[Name] };

type Described<Statements> = Record<keyof Statements, { params: object; row: unknown }>;

type Declare<Statements extends Described<Statements>> = <
  Key extends keyof Statements & string,
  Columns extends Partial<Statements[Key]['row']> = Record<never, never>,
>(
  key: Key,
  text: Sql,
  narrowing?: Narrowing<Columns>,
) => Statement<Statements[Key]['params'], Narrowed<Statements[Key]['row'], Columns>>;

export interface DeclaredStatement {
  /** The path of the source file. */
  readonly file: string;
  readonly key: string;
  /** Under which it is prepared. */
  readonly name: string;
  readonly text: string;
  readonly parameters: readonly Parameter[];
}

const declared = new Map<string, DeclaredStatement>();

/** Those of the modules that were loaded, for what is generated from them and for tests. */
export const declaredStatements = (): DeclaredStatement[] => [...declared.values()];

/**
 * How the module at `url` declares its statements, once each at module level. `Statements` comes from the `.gen.ts`
 * beside it; a key that is missing there is a type error until `npm run generate` was run.
 */
export function statementsOf<Statements extends Described<Statements>>(url: string): Declare<Statements> {
  const file = fileURLToPath(url);
  return (key, { text: source }) => {
    const { text, parameters } = numbered(source);
    const one = prepared(text);
    const known = declared.get(`${file} ${key}`);
    if (known && known.text !== text) throw new Error(`${file} declares two statements as ${key}.`);
    declared.set(`${file} ${key}`, { file, key, name: one.name, text, parameters });
    const names = parameters.map((parameter) => parameter.name);
    const valuesOf = (params?: object): unknown[] => {
      const given = params as Record<string, unknown>;
      const values: unknown[] = [];
      for (const name of names) values.push(given[name]);
      return values;
    };
    // The shape of rows is the one that was generated for this text.
    const run = (db: Db, params?: object) => sendPrepared(db, one, valuesOf(params)) as Promise<never[]>;
    return Object.assign(run, { text, values: valuesOf });
  };
}
