// Keeps secrets out of the log, twice: fields by their name before they are written, and text by its form after.

const hidden = '[hidden]';
const secretName =
  /^(?:.*[-_.])?(?:authorization|cookies?|set-cookie|credentials?|csrf|passwd|password|secret|token|invite_?id|api_?key|access_?key|private_?key|salt)$|password|secret$|token$/i;

// Each keeps the words around a secret, so that a line still says what it was about.
const secretTexts: readonly (readonly [RegExp, string])[] = [
  // A hook's id is all it takes to post with it.
  [/(\/hooks\/(?:(?:incoming|outgoing|commands)\/)?)[A-Za-z0-9]{20,}/g, `$1${hidden}`],
  // Whoever knows it may join the team.
  [/(\/teams\/invite\/)[A-Za-z0-9]{20,}/g, `$1${hidden}`],
  [
    /([?&](?:access_token|invite_id|refresh_token|token|code|client_secret|password|signature|h)=)[^&#"'\s\\]+/gi,
    `$1${hidden}`,
  ],
  [/\b(Bearer|Basic) +[A-Za-z0-9._~+/=-]{8,}/gi, `$1 ${hidden}`],
  [/\b(token) +[a-z0-9]{26,}\b/gi, `$1 ${hidden}`],
  [/\b((?:MMAUTHTOKEN|MMCSRF)=)[^;,"'\s\\]+/g, `$1${hidden}`],
  [/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:@/"\\]*:)[^\s/"\\]+(?=@)/gi, `$1${hidden}`],
  // What a child logger is bound to has been put into words before anyone could look at its names.
  [
    /("(?:[\w.-]*[-_.])?(?:authorization|cookie|password|secret|token)":)"(?!\[hidden\])(?:[^"\\]|\\.)+"/gi,
    `$1"${hidden}"`,
  ],
  [/\b(password=)(?!\[hidden\])[^\s"'&\\]+/gi, `$1${hidden}`],
];

/** Hides what a text shows by its form to be a secret: tokens, passwords in addresses, ids of hooks. */
export function hideInText(text: string): string {
  let shown = text;
  for (const [form, instead] of secretTexts) shown = shown.replace(form, instead);
  return shown;
}

/** A copy for the log: values of fields that are named like secrets are hidden, long texts are cut. */
export function hideInFields(fields: object, maxFieldSize: number, depth = 0): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      secretName.test(name) && isTelling(value) ? hidden : shownValue(value, maxFieldSize, depth),
    ]),
  );
}

/** Numbers and booleans (how many tokens, whether there was one) are no secrets. */
function isTelling(value: unknown): boolean {
  return value !== '' && (typeof value === 'string' || (typeof value === 'object' && value !== null));
}

const deepest = 6;

function shownValue(value: unknown, maxFieldSize: number, depth: number): unknown {
  if (typeof value === 'string') return value.length > maxFieldSize ? `${value.slice(0, maxFieldSize)}…` : value;
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (ArrayBuffer.isView(value)) return `(${value.byteLength} bytes)`;
  if (value instanceof Error || 'toJSON' in value) return value;
  if (depth === deepest) return '…';
  if (Array.isArray(value)) return value.map((item) => shownValue(item, maxFieldSize, depth + 1));
  return hideInFields(value, maxFieldSize, depth + 1);
}
