import { Client } from 'pg';

/** Sends text that is no statement of the server's, always on the same connection. */
export type Ask = <Row>(text: string) => Promise<Row[]>;

export async function askingDatabase<T>(url: string, use: (ask: Ask) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await use(async <Row>(text: string) => (await client.query(text)).rows as Row[]);
  } finally {
    await client.end();
  }
}
