import type { DocumentKind } from '../kinds.ts';
import { Collected, Enough } from './collected.ts';
import { addArchive, addOffice } from './zipped.ts';

/** At most so many characters. Rejects for what cannot be read. */
export async function textOf(kind: DocumentKind, bytes: Uint8Array, most: number): Promise<string> {
  const collected = new Collected(most);
  try {
    await add(kind, bytes, collected);
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  }
  return collected.text;
}

async function add(kind: DocumentKind, bytes: Uint8Array, collected: Collected): Promise<void> {
  if (kind === 'text') collected.add(decoded(bytes));
  else if (kind === 'pdf') await addPdf(bytes, collected);
  else if (kind === 'archive') await addArchive(bytes, collected, (inner, content) => add(inner, content, collected));
  else addOffice(kind, bytes, collected);
}

function decoded(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

async function addPdf(bytes: Uint8Array, collected: Collected): Promise<void> {
  const { getDocumentProxy } = await import('unpdf');
  // Its warnings of broken files are nobody's business.
  const pdf = await getDocumentProxy(bytes, { verbosity: 0 });
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    for (const item of items) {
      if (!('str' in item)) continue;
      collected.add(item.str);
      if (item.hasEOL) collected.add('\n');
    }
    collected.add('\n');
    page.cleanup();
  }
}
