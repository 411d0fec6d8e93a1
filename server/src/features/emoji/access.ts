/** Who may add and delete emoji. They are everybody's; the right to it may come of any team. */
import type { createEmoji, CustomEmoji, deleteEmoji } from '@innermost/protocol/emoji.ts';
import type { Permission } from '@innermost/protocol/permissions.ts';
import { when, type AccessRequest } from '../../access/can.ts';
import { hasInSystem, membershipsOf } from '../../access/permission.ts';
import type { Session } from '../../access/session.ts';
import type { Directory } from '../../access/directory.ts';
import { AppError, forbidden } from '../../platform/http/errors.ts';
import { selectEmojiById } from './queries.ts';

async function hasAnywhere(directory: Directory, session: Session, permission: Permission): Promise<boolean> {
  if (hasInSystem(directory, session, permission)) return true;
  const { teams } = await membershipsOf(directory, session.user_id);
  return [...teams.values()].some(({ roles }) => directory.grants(roles, permission));
}

export const mayCreateEmoji = when(
  'create_emojis in the system or in a team',
  async ({ directory, session }: AccessRequest<typeof createEmoji>): Promise<undefined> => {
    if (!(await hasAnywhere(directory, session, 'create_emojis'))) throw forbidden('create_emojis');
  },
);

export interface OfEmoji {
  readonly emoji: CustomEmoji;
}

export const mayDeleteEmoji = when(
  'delete_emojis in the system or in a team; of others, delete_others_emojis',
  async ({ db, directory, session, params }: AccessRequest<typeof deleteEmoji>): Promise<OfEmoji> => {
    const [emoji] = await selectEmojiById(db, { id: params.emoji_id });
    if (!emoji) throw new AppError('app.emoji.get.no_result');
    const needed: Permission[] = ['delete_emojis'];
    if (emoji.creator_id !== session.user_id) needed.push('delete_others_emojis');
    for (const permission of needed)
      if (!(await hasAnywhere(directory, session, permission))) throw forbidden(permission);
    return { emoji };
  },
);
