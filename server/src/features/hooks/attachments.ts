/** Attachments as senders write them → as posts keep them: every field there, of its type, nothing unknown. */
import type { MessageAttachment, MessageAttachmentAction } from '@innermost/protocol/webhooks.ts';
import { z, type ZodType } from 'zod';
import { anyMap, defined, integer, optionalFlag, text } from '../../platform/http/fields.ts';
import { newId } from '../../platform/ids.ts';
import { inAnyCase } from './any-case.ts';
import { markdownOf } from './blocks.ts';
import { isAddress, linkTo } from './slack-text.ts';

/** Wire: null entries of lists are dropped. */
const listOf = <T extends ZodType>(item: T) =>
  z
    .array(item.nullable())
    .nullish()
    .transform((list) => list?.filter((one) => one !== null));

/** Wire: scalars are kept as their string form. */
const scalarText = z
  .unknown()
  .optional()
  .transform((value) => {
    if (value === undefined || value === null) return '';
    return typeof value === 'string' ? value : JSON.stringify(value);
  });

/** Wire: forms of "true" and "false" are understood, anything else refuses the whole request. */
const short = z
  .union([
    z.boolean(),
    z
      .string()
      .toLowerCase()
      .pipe(z.enum(['true', 'false'])),
  ])
  .nullish()
  .transform((value) => value === true || value === 'true');

const field = inAnyCase(z.object({ title: text(), value: scalarText, short }));

const filled = () => text().transform((value) => (value === '' ? undefined : value));

const action = inAnyCase(
  z.object({
    id: text(),
    type: text(),
    name: text(),
    /** Slack's label of a button; its `name` is for programs. */
    text: scalarText,
    /** Where Slack's and Alertmanager's buttons lead. */
    url: scalarText,
    tooltip: filled(),
    disabled: optionalFlag(),
    style: filled(),
    data_source: filled(),
    options: listOf(inAnyCase(z.object({ text: text(), value: text() }))),
    default_option: filled(),
    integration: inAnyCase(z.object({ url: text(), context: anyMap() }))
      .nullish()
      .transform((value) => value ?? undefined),
  }),
).transform(({ id, type, name, text: label, url, integration, ...rest }) => ({
  /** What a client shows as a button or menu. */
  shown: {
    id: id === '' ? newId() : id,
    type: type === '' ? 'button' : type,
    name: label || name,
    ...defined(rest),
    ...(integration && { integration: defined(integration) }),
  } satisfies MessageAttachmentAction,
  // Clients know no button that leads somewhere: where nobody is to be told of the click, it is a link.
  link: !integration?.url && isAddress(url) ? linkTo(url, label || name || url) : undefined,
}));

const attachment = inAnyCase(
  z.object({
    id: integer(),
    fallback: text(),
    color: text(),
    pretext: text(),
    author_name: text(),
    author_link: text(),
    author_icon: text(),
    title: text(),
    title_link: text(),
    text: text(),
    fields: listOf(field).transform((fields) => fields ?? []),
    image_url: text(),
    thumb_url: text(),
    footer: text(),
    footer_icon: text(),
    ts: z.union([z.string(), z.number(), z.null()]).default(null).catch(null),
    actions: listOf(action),
    blocks: z.unknown().optional().transform(markdownOf),
  }),
).transform(({ actions = [], blocks, ...rest }): MessageAttachment => {
  const buttons = actions.filter(({ link }) => link === undefined).map(({ shown }) => shown);
  const links = actions.flatMap(({ link }) => link ?? []).join(' · ');
  const own = { ...rest, text: [rest.text, blocks, links].filter((part) => part !== '').join('\n\n') };
  if (buttons.length > 0) return { ...own, actions: buttons };
  // The summary for places without formatting is all there is.
  return isShown(own) ? own : { ...own, text: own.fallback };
});

/** False for text in which nothing can be seen. */
export const isVisible = (text: string | undefined): boolean => /[^\s\p{Cc}\p{Cf}]/u.test(text ?? '');

/** Whether clients show anything of it besides a spine. */
export function isShown(one: MessageAttachment): boolean {
  const { pretext, author_name, title, text: body, image_url, thumb_url, footer, fields, actions } = one;
  return (
    [pretext, author_name, title, body, image_url, thumb_url, footer].some(isVisible) ||
    (fields ?? []).some((field) => isVisible(field.title) || isVisible(field.value)) ||
    (actions ?? []).some(({ name, options }) => isVisible(name) || (options ?? []).length > 0)
  );
}

/** Undefined when there is no list. */
export const attachments = listOf(attachment);

const colors = /^(?:|good|warning|danger|#[0-9a-f]{6}|#[0-9a-f]{3})$/i;
const styles = /^(?:default|primary|success|good|warning|danger|#[0-9a-f]{6}|#[0-9a-f]{3})$/i;

/** What clients will not show as meant. Wire: such attachments are posted all the same. */
export function faultsOf(list: readonly MessageAttachment[]): string[] {
  const faults = new Set<string>();
  for (const one of list) {
    if (!colors.test(one.color ?? '')) faults.add('a color is neither good, warning, danger nor #rrggbb');
    for (const { type, name, style, integration, options, data_source } of one.actions ?? []) {
      if (type !== 'button' && type !== 'select') faults.add('an action is neither a button nor a select');
      if (name === '') faults.add('an action has no name');
      if (style !== undefined && !styles.test(style)) faults.add('an action has an unknown style');
      if (!integration?.url) faults.add('an action has no integration.url');
      if (options && data_source) faults.add('a select has both options and a data_source');
    }
  }
  return [...faults];
}
