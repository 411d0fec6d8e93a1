// `props.attachments` as strangers send it → slips that can be drawn. Tolerates any shape: what has the
// wrong type counts as not sent, numbers count as their text.
import { safeHref, safeImageSrc } from '../../text/links.ts';
import type { WorkState } from '../../ui/StateMark.tsx';

export interface SlipField {
  title: string;
  value: string;
  /** Beside others instead of on a line of its own. */
  isShort: boolean;
}

export interface Slip {
  /** From the three named colours. */
  state: Extract<WorkState, 'passed' | 'failed' | 'unstable'> | undefined;
  /** Any other colour, as CSS. */
  spine: string | undefined;
  pretext: string;
  author: { name: string; href: string | undefined; icon: string | undefined } | undefined;
  title: string;
  titleHref: string | undefined;
  text: string;
  fields: SlipField[];
  /** Labels of buttons and menus. */
  actions: string[];
  image: string | undefined;
  thumb: string | undefined;
  footer: string;
  footerIcon: string | undefined;
  /** Milliseconds since the epoch. */
  time: number | undefined;
}

type Sent = Record<string, unknown>;

const states: Record<string, Slip['state']> = { good: 'passed', danger: 'failed', warning: 'unstable' };

/** In the order they were sent; those with nothing to show are left out. */
export function readAttachments(sent: unknown): Slip[] {
  return listOf(sent).flatMap((attachment) => {
    const slip = readSlip(attachment);
    if (hasContent(slip)) return [slip];
    const fallback = textOf(attachment['fallback']);
    return fallback ? [{ ...slip, text: fallback }] : [];
  });
}

function readSlip(sent: Sent): Slip {
  const color = textOf(sent['color']).trim().toLowerCase();
  const authorName = textOf(sent['author_name']);
  const title = textOf(sent['title']);
  return {
    state: Object.hasOwn(states, color) ? states[color] : undefined,
    spine: hexColor(color),
    pretext: textOf(sent['pretext']),
    author: authorName
      ? {
          name: authorName,
          href: safeHref(textOf(sent['author_link'])),
          icon: safeImageSrc(textOf(sent['author_icon'])),
        }
      : undefined,
    title,
    titleHref: title ? safeHref(textOf(sent['title_link'])) : undefined,
    text: textOf(sent['text']),
    fields: listOf(sent['fields']).flatMap(readField),
    actions: listOf(sent['actions']).flatMap((action) => textOf(action['name']) || []),
    image: safeImageSrc(textOf(sent['image_url'])),
    thumb: safeImageSrc(textOf(sent['thumb_url'])),
    footer: textOf(sent['footer']),
    footerIcon: safeImageSrc(textOf(sent['footer_icon'])),
    time: timeOf(sent['ts']),
  };
}

function readField(sent: Sent): SlipField[] {
  const field = { title: textOf(sent['title']), value: textOf(sent['value']), isShort: isTrue(sent['short']) };
  return field.title || field.value ? [field] : [];
}

function hasContent(slip: Slip): boolean {
  const { author, title, text, fields, actions, image, thumb, pretext, footer } = slip;
  const hasParts = fields.length > 0 || actions.length > 0;
  return Boolean(author ?? (title || text || hasParts || image || thumb || pretext || footer));
}

function listOf(sent: unknown): Sent[] {
  if (!Array.isArray(sent)) return [];
  return sent.filter((item): item is Sent => typeof item === 'object' && item !== null && !Array.isArray(item));
}

function textOf(sent: unknown): string {
  if (typeof sent === 'string') return sent;
  return typeof sent === 'number' || typeof sent === 'boolean' ? String(sent) : '';
}

/** Wire: "true" in any case counts, as senders of forms write it. */
function isTrue(sent: unknown): boolean {
  return sent === true || (typeof sent === 'string' && sent.toLowerCase() === 'true');
}

function hexColor(color: string): string | undefined {
  const digits = /^#?([0-9a-f]{6}|[0-9a-f]{3})$/.exec(color)?.[1];
  return digits && `#${digits}`;
}

const latest = 8_640_000_000_000_000;

/** Wire: seconds, as a number or as text, sometimes with a fraction; some senders use milliseconds. */
function timeOf(sent: unknown): number | undefined {
  const seconds = typeof sent === 'string' && sent.trim() === '' ? Number.NaN : Number(textOf(sent));
  if (!Number.isFinite(seconds) || seconds <= 0) return undefined;
  const time = seconds > 100_000_000_000 ? seconds : seconds * 1000;
  return time <= latest ? Math.round(time) : undefined;
}
