import { limits } from '@innermost/protocol/limits.ts';

/** The name under which a webhook posts, made of what somebody called it: letters, digits, dots, dashes, underscores. */
export function usernameFor(name: string): string {
  return name
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .replaceAll(/[^A-Za-z0-9._-]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, limits.usernameCharacters);
}

/** Follows the name of the webhook, unless it was given another by other means. */
export function usernameAfter(hook: { display_name: string; username: string }, name: string): string {
  const isOwn = hook.username !== '' && hook.username !== usernameFor(hook.display_name);
  return isOwn ? hook.username : usernameFor(name);
}
