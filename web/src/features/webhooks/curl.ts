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
  const body = JSON.stringify(message, null, 2).replaceAll("'", String.raw`'\''`);
  return `curl -X POST ${address} -H 'Content-Type: application/json' -d '${body}'`;
}

export function hookAddress(origin: string, hookId: string): string {
  return `${origin}/hooks/${hookId}`;
}
