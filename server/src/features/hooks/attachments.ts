/** Attachments as senders write them → as posts keep them: every field there, of its type, nothing unknown. */
import type { MessageAttachment, MessageAttachmentAction } from '@innermost/protocol/webhooks.ts';
import { z, type ZodType } from 'zod';
import { anyMap, defined, integer, optionalFlag, text } from '../../platform/http/fields.ts';
import { newId } from '../../platform/ids.ts';
import { inAnyCase } from './any-case.ts';

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
).transform(({ id, type, name, integration, ...rest }): MessageAttachmentAction => ({
  id: id === '' ? newId() : id,
  type,
  name,
  ...defined(rest),
  ...(integration && { integration: defined(integration) }),
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
  }),
).transform(({ actions, ...rest }): MessageAttachment => ({
  ...rest,
  ...(actions && actions.length > 0 && { actions }),
}));

/** Undefined when there is no list. Those that come without an id are numbered from 1. */
export const attachments = listOf(attachment).transform((list) =>
  list?.map((one, index): MessageAttachment => ({ ...one, id: one.id || index + 1 })),
);

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
