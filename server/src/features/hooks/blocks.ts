/**
 * Slack's Block Kit → Markdown: what can be read, followed and seen. Whatever has the wrong type shows nothing, and
 * nothing throws. Slack's tokens stay, for `slackText`.
 */
import { codePieces } from '../posts/index.ts';
import { oneLine, richText } from './rich-text.ts';
import { isAddress, linkTo, noToken, unescaped } from './slack-text.ts';
import { fieldsIn, isFields, textIn, type Fields } from './untyped.ts';

/** Slack's bold and struck text has one sign where Markdown has two. */
function mrkdwn(text: string): string {
  return codePieces(text)
    .map(({ text: piece, isCode }) =>
      isCode
        ? unescaped(piece)
        : piece
            .replace(/(?<![\p{L}\p{N}*\\])\*(?![\s*])([^*\n]*[^\s*\\])\*(?![\p{L}\p{N}*])/gu, '**$1**')
            .replace(/(?<![\p{L}\p{N}~\\])~(?![\s~])([^~\n]*[^\s~\\])~(?![\p{L}\p{N}~])/gu, '~~$1~~'),
    )
    .join('');
}

const isPlain = (value: unknown): boolean => isFields(value) && value['type'] === 'plain_text';

/** Of a text object, or of text where an object should be. */
function textOf(value: unknown): string {
  if (!isFields(value)) return textIn(value);
  const text = textIn(value['text']);
  return isPlain(value) ? noToken(text) : mrkdwn(text);
}

const labelOf = (value: unknown): string =>
  noToken(isFields(value) ? textIn(value['text']) : textIn(value))
    .replace(/\s+/g, ' ')
    .trim();

function pictureAddress(image: Fields): string {
  const file = image['slack_file'];
  const url = unescaped(textIn(image['image_url']) || (isFields(file) ? textIn(file['url']) : ''));
  return /^https?:\/\//i.test(url) && isAddress(url) ? url.replaceAll('(', '%28').replaceAll(')', '%29') : '';
}

/** `size` as clients understand it: `=20x20`. */
function picture(image: Fields, size = ''): string {
  const alt = labelOf(image['alt_text']).replace(/[[\]]/g, '');
  const url = pictureAddress(image);
  return url === '' ? alt : `![${alt}](${url}${size && ` ${size}`})`;
}

/** A button, or an entry of a menu: a link where it leads somewhere, else its words. */
function button(element: Fields): string {
  const label = labelOf(element['text']);
  const url = unescaped(textIn(element['url']));
  if (isAddress(url)) return linkTo(url, label || url);
  return label && `**${label.replaceAll('*', String.raw`\*`)}**`;
}

function control(element: Fields): string {
  switch (element['type']) {
    case 'image':
      return picture(element);
    case 'overflow':
      return fieldsIn(element['options']).map(button).filter(Boolean).join(' · ');
    case 'button':
    case 'workflow_button':
      return button(element);
    default:
      return '';
  }
}

const present = (texts: readonly string[], between: string): string =>
  texts.filter((text) => text.trim() !== '').join(between);

const contextElement = (element: Fields): string =>
  element['type'] === 'image' ? picture(element, '=20x20') : textOf(element);

function section(block: Fields): string {
  const fields = fieldsIn(block['fields']).map(textOf);
  const accessory = block['accessory'];
  return present([textOf(block['text']), ...fields, isFields(accessory) ? control(accessory) : ''], '\n\n');
}

function header(block: Fields): string {
  const title = labelOf(block['text']);
  return title && `#### ${title}`;
}

function video(block: Fields): string {
  const title = labelOf(block['title']);
  const url = unescaped(textIn(block['title_url']) || textIn(block['video_url']));
  const thumbnail = picture({ image_url: block['thumbnail_url'], alt_text: block['alt_text'] });
  return present([isAddress(url) ? linkTo(url, title || url) : title, textOf(block['description']), thumbnail], '\n\n');
}

const cell = (value: Fields): string =>
  oneLine(value['type'] === 'rich_text' ? richText(value) : textOf(value)).replaceAll('|', '\\|');

function table(block: Fields): string {
  const rows = Array.isArray(block['rows']) ? (block['rows'] as unknown[]).map(fieldsIn) : [];
  const width = Math.min(20, Math.max(0, ...rows.slice(0, 100).map((row) => row.length)));
  if (width === 0) return '';
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const lines = rows.map((row) => line(Array.from({ length: width }, (_, at) => (row[at] ? cell(row[at]) : ''))));
  return [lines[0], line(Array.from({ length: width }, () => '---')), ...lines.slice(1)].join('\n');
}

function block(one: Fields): string {
  switch (one['type']) {
    case 'header':
      return header(one);
    case 'context':
      return present(fieldsIn(one['elements']).map(contextElement), ' ');
    case 'divider':
      return '---';
    case 'image':
      return present([labelOf(one['title']), picture(one)], '\n');
    case 'rich_text':
      return richText(one);
    case 'actions':
    case 'context_actions':
      return present(fieldsIn(one['elements']).map(control), ' · ');
    case 'markdown':
      return textIn(one['text']);
    case 'video':
      return video(one);
    case 'table':
      return table(one);
    case 'input':
      return labelOf(one['label']);
    default:
      return section(one);
  }
}

/** '' when the blocks hold nothing to show. */
export function markdownOf(blocks: unknown): string {
  const shown: string[] = [];
  for (const one of fieldsIn(blocks)) {
    const text = block(one);
    // A line parts what stands before it from what follows.
    const partsNothing = text === '---' && (shown.at(-1) ?? '---') === '---';
    if (text.trim() !== '' && !partsNothing) shown.push(text);
  }
  if (shown.at(-1) === '---') shown.pop();
  return shown.join('\n\n');
}
