/** Documents that are ZIP archives of XML, and archives of documents. Never more is unpacked than one reader may hold. */
import { unzipSync } from 'fflate';
import { kindOfName, type DocumentKind } from '../kinds.ts';
import { Enough, type Collected } from './collected.ts';
import { addXml, type Takes } from './xml.ts';

type Office = Extract<DocumentKind, 'word' | 'slides' | 'sheet' | 'open'>;

interface Format extends Takes {
  readonly entries: RegExp;
}

const set = (names: string): ReadonlySet<string> => new Set(names.split(' '));

const formats: Readonly<Record<Office, Format>> = {
  word: {
    entries: /^word\/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml$/,
    within: set('w:t'),
    lines: set('w:p'),
    blanks: set('w:tab w:br w:cr'),
  },
  slides: {
    entries: /^ppt\/(?:slides|notesSlides)\/[^/]+\.xml$/,
    within: set('a:t'),
    lines: set('a:p'),
    blanks: set('a:br'),
  },
  sheet: {
    entries: /^xl\/(?:sharedStrings|worksheets\/[^/]+|comments\d*)\.xml$/,
    within: set('t'),
    lines: set('si is row comment'),
    blanks: set('c'),
  },
  open: {
    entries: /^content\.xml$/,
    within: set('text:p text:h'),
    lines: set('text:p text:h table:table-row'),
    blanks: set('text:s text:tab text:line-break'),
  },
};

/** Unpacked bytes of one entry, and of all of a document; entries of an archive that are looked at. */
const largestEntry = 67_108_864;
const largestWhole = 134_217_728;
const mostEntries = 200;

/** What an archive says of its sizes is the room that is made for them: one that lies is cut off there. */
function unpacked(bytes: Uint8Array, wanted: (name: string) => boolean): [name: string, content: Uint8Array][] {
  let whole = 0;
  let count = 0;
  const entries = unzipSync(bytes, {
    filter({ name, originalSize }) {
      if (count === mostEntries || !wanted(name) || originalSize > largestEntry) return false;
      if (whole + originalSize > largestWhole) return false;
      whole += originalSize;
      count += 1;
      return true;
    },
  });
  return Object.entries(entries).toSorted(([one], [other]) => one.localeCompare(other, 'en', { numeric: true }));
}

export function addOffice(kind: Office, bytes: Uint8Array, collected: Collected): void {
  const format = formats[kind];
  for (const [, content] of unpacked(bytes, (name) => format.entries.test(name)))
    addXml(new TextDecoder().decode(content), format, collected);
}

/** Not of archives within archives. */
export async function addArchive(
  bytes: Uint8Array,
  collected: Collected,
  read: (kind: DocumentKind, content: Uint8Array) => Promise<void>,
): Promise<void> {
  for (const [name, content] of unpacked(bytes, (one) => kindOfName(one) !== undefined)) {
    const kind = kindOfName(name);
    collected.add(`${name}\n`);
    try {
      if (kind) await read(kind, content);
    } catch (error) {
      // One that is broken hides none of the others.
      if (error instanceof Enough) throw error;
    }
    collected.add('\n');
  }
}
