/** Ready commands and messages to try a webhook with. Pure. */
import type { MessageAttachment } from '@innermost/protocol/webhooks.ts';

export interface HookMessage {
  text: string;
  username?: string;
  icon_emoji?: string;
  attachments?: MessageAttachment[];
}

export const samples = {
  plain: { text: 'Deployment to staging completed' },
  card: {
    username: 'BuildBot',
    icon_emoji: ':rocket:',
    text: 'Deployment to staging completed',
    attachments: [
      {
        color: 'good',
        fields: [
          { title: 'Build', value: '123', short: true },
          { title: 'Duration', value: '42s', short: true },
        ],
      },
    ],
  },
} satisfies Record<string, HookMessage>;

/** A command for a POSIX shell, to be pasted as it is. */
export function curlFor(address: string, message: HookMessage): string {
  const body = compactJson(message).replaceAll("'", String.raw`'\''`);
  return `curl -X POST ${address} -H 'Content-Type: application/json' -d '${body}'`;
}

const lineWidth = 64;

/** JSON with what fits on one line on one line, as a person would write it. */
function compactJson(value: unknown, indent = ''): string {
  const flat = flatJson(value);
  if (typeof value !== 'object' || value === null || (indent !== '' && flat.length <= lineWidth)) return flat;
  const inner = `${indent}  `;
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const lines = Object.entries(value).map(([key, item]) => {
    const name = Array.isArray(value) ? '' : `${JSON.stringify(key)}: `;
    return `${inner}${name}${compactJson(item, inner)}`;
  });
  return `${open}\n${lines.join(',\n')}\n${indent}${close}`;
}

function flatJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flatJson).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${flatJson(item)}`);
  return `{ ${members.join(', ')} }`;
}

export function hookAddress(origin: string, hookId: string): string {
  return `${origin}/hooks/${hookId}`;
}
