/** Attachments in the props of a post: as callers send them → as clients get them, with every field there. */
import { newId } from '../../platform/ids.ts';

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textNames = [
  'fallback',
  'color',
  'pretext',
  'author_name',
  'author_link',
  'author_icon',
  'title',
  'title_link',
  'text',
  'image_url',
  'thumb_url',
  'footer',
  'footer_icon',
];

/** An action that calls somewhere needs an id to be called by. */
const withId = (action: Fields): Fields => ({ ...action, id: action['id'] || newId() });

function fieldOf(field: Fields): Fields {
  const { title = '', value = null, short = false } = field;
  return { title: title ?? '', value, short: short === true || short === 'true' };
}

function whole(attachment: unknown): Fields | undefined {
  if (!isFields(attachment)) return undefined;
  const { id, fields, ts, actions } = attachment;
  const texts = textNames.map((name) => [name, attachment[name] ?? ''] as const);
  if (texts.some(([, text]) => typeof text !== 'string')) return undefined;
  if (fields !== undefined && fields !== null && !Array.isArray(fields)) return undefined;
  if (actions !== undefined && actions !== null && !Array.isArray(actions)) return undefined;
  const filled = Array.isArray(actions) ? actions.filter(isFields).map(withId) : [];
  return {
    id: typeof id === 'number' ? id : 0,
    ...Object.fromEntries(texts),
    fields: Array.isArray(fields) ? fields.filter(isFields).map(fieldOf) : null,
    ts: ts ?? null,
    ...(filled.length > 0 && { actions: filled }),
  };
}

/** Wire: what is no list of attachments stays as it was sent. */
export function withWholeAttachments(props: Fields): Fields {
  const sent = props['attachments'];
  if (!Array.isArray(sent)) return props;
  const attachments = sent.filter((one) => one !== null).map(whole);
  return attachments.includes(undefined) ? props : { ...props, attachments };
}
