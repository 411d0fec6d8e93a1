import type { Config } from '../../platform/config/config.ts';
import { AppError } from '../../platform/http/errors.ts';

/** 501 where people may add no emoji: then there are none. */
export function checkEnabled({ config }: { readonly config: Config }): void {
  if (!config.ServiceSettings.EnableCustomEmoji) throw new AppError('api.emoji.disabled.app_error');
}
