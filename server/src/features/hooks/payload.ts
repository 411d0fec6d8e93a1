/** What a webhook is told to post. */
import type { PostPriority } from '@innermost/protocol/posts.ts';
import type { MessageAttachment } from '@innermost/protocol/webhooks.ts';
import { z, type ZodType } from 'zod';
import { AppError } from '../../platform/http/errors.ts';
import { anyMap, text } from '../../platform/http/fields.ts';
import { inAnyCase } from './any-case.ts';
import { attachments } from './attachments.ts';
import { markdownOf } from './blocks.ts';

export interface Payload {
  text: string;
  /** '' for the hook's own, `@username`, `#name` or `name`. */
  channel: string;
  username: string;
  icon_url: string;
  icon_emoji: string;
  type: string;
  /** What is shown of Block Kit, in Markdown; '' for none. */
  blocks: string;
  /** Undefined when there was no list. */
  attachments: MessageAttachment[] | undefined;
  props: Record<string, unknown>;
  priority: PostPriority | undefined;
}

const optional = <T>(schema: ZodType<T>) => schema.nullish().transform((value) => value ?? null);

const priority = inAnyCase(
  z.object({
    priority: optional(z.string()),
    requested_ack: optional(z.boolean()),
    persistent_notifications: optional(z.boolean()),
  }),
)
  .nullish()
  .transform((value) => value ?? undefined);

const schema = inAnyCase(
  z.object({
    text: text(),
    channel: text(),
    username: text(),
    icon_url: text(),
    icon_emoji: text(),
    type: text(),
    blocks: z.unknown().optional().transform(markdownOf),
    attachments,
    props: anyMap(),
    priority,
  }),
);

/** 400 when a field has the wrong type. */
function read<T>(type: ZodType<T>, value: unknown): T {
  const result = type.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const detail = `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`;
  throw new AppError('web.incoming_webhook.decode.app_error', {}, detail);
}

/** 400 when a field has the wrong type. */
export function payloadOf(value: unknown): Payload {
  const { props = {}, ...rest } = read(schema, value);
  // Wire: attachments may also come inside the props.
  const { attachments: inProps, ...others } = props;
  return { ...rest, attachments: rest.attachments ?? read(attachments, inProps), props: others };
}
