import { Client } from 'pg';

/** One statement on a connection of its own, as CREATE DATABASE wants it. */
export async function executeOn(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
