import type { IncomingWebhook } from '@innermost/protocol/webhooks.ts';

import { useLive } from '../../live/live.ts';
import { Emoji } from '../../text/Emoji.tsx';
import { useTextScope } from '../../text/scope.tsx';
import { Text } from '../../text/Text.tsx';
import { useEmoji } from '../../text/useEmoji.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { t } from '../../words/words.ts';
import { Attachments } from '../attachments/Attachments.tsx';
import type { HookMessage } from './curl.ts';

export interface HookPreviewProps {
  hook: IncomingWebhook;
  message: HookMessage;
}

/** A message of the webhook as it will appear; nothing is sent. */
export function HookPreview({ hook, message }: HookPreviewProps) {
  const scope = useTextScope();
  const mayRename = useLive(({ config }) => config['EnablePostUsernameOverride'] === 'true');
  const mayDress = useLive(({ config }) => config['EnablePostIconOverride'] === 'true');
  const name = (mayRename ? message.username || hook.username : '') || hook.display_name || t('Webhook');
  const icon = mayDress ? message.icon_emoji?.replaceAll(':', '') : undefined;
  const picture = useEmoji(icon || undefined, scope);
  return (
    <div className="hook-preview">
      <article className="msg first" aria-label={t('Example')}>
        <div className="gut">
          <Avatar
            kind="webhook"
            id={name}
            name={name}
            {...(picture && icon && { emoji: <Emoji name={icon} picture={picture} /> })}
          />
        </div>
        <div>
          <div className="who">
            <b>{name}</b>
            <Tag>{t('Webhook')}</Tag>
            <time>{t('now')}</time>
          </div>
          <div className="body">
            <Text source={message.text} />
            <Attachments attachments={message.attachments} />
          </div>
        </div>
      </article>
    </div>
  );
}
