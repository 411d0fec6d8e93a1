/** What exists in a database's schema, as text that reads and compares well. Column order is not part of it. */
export interface Catalogue {
  tables: Record<string, TableDescription>;
  /** The materialized views. */
  views: Record<string, ViewDescription>;
  /** The labels of each enum, in order. */
  enums: Record<string, string[]>;
}

export interface TableDescription {
  /** By name: type, NOT NULL, DEFAULT, as PostgreSQL prints them. */
  columns: Record<string, string>;
  constraints: Record<string, string>;
  /** Those that back no constraint. */
  indexes: Record<string, string>;
  options?: string[];
}

export interface ViewDescription {
  columns: Record<string, string>;
  indexes: Record<string, string>;
}
