/**
 * What files are to people, by their MIME type: for lists that are narrowed to a kind, and for how each is shown. The
 * patterns are read by PostgreSQL as well as by JavaScript. Each type fits at most one.
 */
export const fileKinds = ['images', 'media', 'documents', 'texts'] as const;
export type FileKind = (typeof fileKinds)[number];

export const kindPatterns: Readonly<Record<FileKind, string>> = {
  images: '^image/(?!svg)',
  media: '^(audio|video)/',
  documents: '/pdf$|officedocument|opendocument|/msword$|/vnd[.]ms-|/rtf$|/epub',
  texts: '^text/|^image/svg|^application/(.*[+])?(json|xml|yaml|javascript|x-sh|sql|toml)$',
};
