/** Slack's rich text → Markdown. Calls inside of it are written as Slack's tokens, for `slackText`. */
import { isAddress, linkTo, noToken, utc } from './slack-text.ts';
import { fieldsIn, isFields, textIn, type Fields } from './untyped.ts';

/** Lists nest by `indent`, not by depth; more than this is nobody's list. */
const deepestList = 8;

/** Each run of white space is looked at once. */
export const oneLine = (text: string): string => text.replace(/\s+/g, (run) => (run.includes('\n') ? ' ' : run));

function withoutLastBreaks(text: string): string {
  let end = text.length;
  while (text[end - 1] === '\n') end -= 1;
  return text.slice(0, end);
}

/** As code, whatever the text holds. */
export function codeSpan(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const ticks = '`'.repeat(longest + 1);
  const gap = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${ticks}${gap}${oneLine(text)}${gap}${ticks}`;
}

export function codeBlock(text: string, language = ''): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const tag = /^[A-Za-z0-9+#._-]{1,32}$/.test(language) ? language : '';
  return `${fence}${tag}\n${text.replace(/\n$/, '')}\n${fence}`;
}

/** Rich text is no markup: what would look like some is escaped. */
const literal = (text: string): string =>
  noToken(text.replace(/`|\*(?=\S)|(?<=\S)\*|^(?:#{1,6}(?=\s)|>)|\\(?=[!-/:-@[-`{-~])/gm, String.raw`\$&`));

function styled(text: string, style: unknown): string {
  if (!isFields(style) || text.trim() === '') return text;
  const inner = text.trim();
  const before = text.slice(0, text.length - text.trimStart().length);
  const after = text.slice(text.trimEnd().length);
  const marks = [style['bold'] === true && '**', style['italic'] === true && '_', style['strike'] === true && '~~'];
  const around = marks.filter((mark) => mark !== false);
  return before + around.join('') + inner + around.toReversed().join('') + after;
}

function words(element: Fields, text: string): string {
  const { style } = element;
  const isCode = isFields(style) && style['code'] === true;
  return styled(isCode && text !== '' ? codeSpan(text) : literal(text), style);
}

function link(element: Fields): string {
  const url = textIn(element['url']);
  const label = textIn(element['text']) || url;
  return isAddress(url) ? styled(linkTo(url, literal(label)), element['style']) : literal(label);
}

function emoji(element: Fields): string {
  const name = textIn(element['name']);
  return /^[A-Za-z0-9+_-]{1,64}$/.test(name) ? `:${name}:` : '';
}

const idIn = (value: unknown): string => (/^[A-Za-z0-9]{1,64}$/.test(textIn(value)) ? textIn(value) : '');
const ranges: Readonly<Record<string, string>> = { here: '<!here>', channel: '<!channel>', everyone: '<!all>' };

function inline(element: Fields): string {
  switch (element['type']) {
    case 'link':
      return link(element);
    case 'emoji':
      return emoji(element);
    case 'user':
      return idIn(element['user_id']) && styled(`<@${idIn(element['user_id'])}>`, element['style']);
    case 'channel':
      return idIn(element['channel_id']) && `#${idIn(element['channel_id'])}`;
    case 'usergroup':
      return idIn(element['usergroup_id']) && `@${idIn(element['usergroup_id'])}`;
    case 'broadcast':
      return ranges[textIn(element['range'])] ?? '';
    case 'date':
      return literal(textIn(element['fallback'])) || (utc(textIn(element['timestamp'])) ?? '');
    case 'color':
      return codeSpan(textIn(element['value']));
    default:
      return words(element, textIn(element['text']));
  }
}

const section = (element: Fields): string => fieldsIn(element['elements']).map(inline).join('');

const verbatim = (element: Fields): string =>
  fieldsIn(element['elements'])
    .map((one) => textIn(one['text']) || textIn(one['url']))
    .join('');

const wholeFrom = (value: unknown, least: number): number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value > least ? value : least;

function list(element: Fields): string {
  const margin = '    '.repeat(Math.min(wholeFrom(element['indent'], 0), deepestList));
  const isOrdered = element['style'] === 'ordered';
  const first = wholeFrom(element['offset'], 0) + 1;
  return fieldsIn(element['elements'])
    .map((item, index) => `${margin}${isOrdered ? `${first + index}.` : '-'} ${oneLine(section(item)).trim()}`)
    .join('\n');
}

export const quoted = (text: string): string =>
  text
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n');

function part(element: Fields): { text: string; isList: boolean } {
  switch (element['type']) {
    case 'rich_text_list':
      return { text: list(element), isList: true };
    case 'rich_text_quote':
      return { text: section(element) && quoted(section(element)), isList: false };
    case 'rich_text_preformatted':
      return { text: verbatim(element) && codeBlock(verbatim(element), textIn(element['language'])), isList: false };
    case 'rich_text_section':
      return { text: section(element), isList: false };
    default:
      return { text: inline(element), isList: false };
  }
}

/** The lists of one nesting are parts of their own, which follow each other line by line. */
export function richText(block: Fields): string {
  let text = '';
  let afterList = false;
  for (const element of fieldsIn(block['elements'])) {
    const { text: next, isList } = part(element);
    if (next.trim() === '') continue;
    const before = withoutLastBreaks(text);
    text = text === '' ? next : before + (isList && afterList ? '\n' : '\n\n') + next.replace(/^\n+/, '');
    afterList = isList;
  }
  return withoutLastBreaks(text);
}
