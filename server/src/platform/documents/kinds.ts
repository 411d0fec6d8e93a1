/** Which documents hold text, in the words that the server and its readers share. */

/** `archive`: documents within a ZIP. */
export type DocumentKind = 'text' | 'pdf' | 'word' | 'slides' | 'sheet' | 'open' | 'archive';

const office = 'application/vnd.openxmlformats-officedocument';

const kinds: Readonly<Record<string, DocumentKind>> = {
  'application/pdf': 'pdf',
  [`${office}.wordprocessingml.document`]: 'word',
  [`${office}.presentationml.presentation`]: 'slides',
  [`${office}.spreadsheetml.sheet`]: 'sheet',
  'application/vnd.oasis.opendocument.text': 'open',
  'application/vnd.oasis.opendocument.presentation': 'open',
  'application/vnd.oasis.opendocument.spreadsheet': 'open',
  'application/zip': 'archive',
  'application/json': 'text',
  'application/yaml': 'text',
  'application/xml': 'text',
};

/** By the type that the content has; undefined for what holds no text that is read here. */
export function kindOf(mimeType: string): DocumentKind | undefined {
  const type = mimeType.split(';')[0]?.trim().toLowerCase() ?? '';
  return kinds[type] ?? (type.startsWith('text/') ? 'text' : undefined);
}

const byExtension: Readonly<Record<string, DocumentKind>> = {
  pdf: 'pdf',
  docx: 'word',
  pptx: 'slides',
  xlsx: 'sheet',
  odt: 'open',
  odp: 'open',
  ods: 'open',
};
const plain = new Set(
  `txt md markdown csv tsv log json yaml yml xml html css js ts tsx jsx py rb go rs java c h cpp cs php sh sql ini toml`.split(
    /\s+/,
  ),
);

/** Of what lies in an archive, where nothing but the name tells. */
export function kindOfName(name: string): DocumentKind | undefined {
  const extension = /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  return byExtension[extension] ?? (plain.has(extension) ? 'text' : undefined);
}

/** Before the bytes of a document, as the first argument of its reader: JSON. */
export interface ReadingOrder {
  readonly kind: DocumentKind;
  /** Characters that are wanted at most. */
  readonly most: number;
  /** Bytes that the reader may hold. */
  readonly memory: number;
}
