/** Who is seen to speak: a person, a bot, or a webhook under the name it gave itself. */
import type { Post } from '@innermost/protocol/posts.ts';
import type { User } from '@innermost/protocol/users.ts';

import { displayName } from '../../live/select.ts';
import type { LiveState } from '../../live/state.ts';

export interface SpeakerInfo {
  kind: 'person' | 'bot' | 'webhook';
  /** Chooses the hue of the avatar. */
  id: string;
  name: string;
  /** Name of an emoji, without colons, that stands in the avatar. */
  emoji: string | undefined;
  src: string | undefined;
}

export function speakerInfo(post: Post, user: User | undefined, config: LiveState['config']): SpeakerInfo {
  const { from_webhook, from_bot } = post.props;
  const isHook = from_webhook === 'true';
  const given = isHook && config['EnablePostUsernameOverride'] === 'true' ? textProp(post, 'override_username') : '';
  const mayHaveIcon = isHook && config['EnablePostIconOverride'] === 'true';
  const emoji = mayHaveIcon ? textProp(post, 'override_icon_emoji').replaceAll(':', '') : '';
  // Wire: the server adds the picture of the emoji as an address, which is not needed beside its name.
  const src = mayHaveIcon && emoji === '' ? textProp(post, 'override_icon_url') : '';
  const hookName = isHook ? textProp(post, 'webhook_display_name') : '';
  const name = given || hookName || displayName(user, config);
  return {
    kind: isHook ? 'webhook' : from_bot === 'true' || user?.is_bot ? 'bot' : 'person',
    id: isHook ? name : post.user_id,
    name,
    emoji: emoji || undefined,
    src: src || undefined,
  };
}

/** Props are whatever an integration sent; anything that is not text counts as absent. */
export function textProp(post: Post, name: string): string {
  const value = post.props[name];
  return typeof value === 'string' ? value : '';
}
