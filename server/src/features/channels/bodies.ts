/** What bodies about channels hold. */
import type { NewChannel } from '@innermost/protocol/channels.ts';
import { z } from 'zod';
import { body, optionalFlag, optionalText, text } from '../../platform/http/fields.ts';

export const newChannel = body<NewChannel>({
  id: optionalText(),
  team_id: text(),
  name: text(),
  display_name: text(),
  // Other types are refused by name.
  type: text().pipe(z.custom<'O' | 'P'>(() => true)),
  header: optionalText(),
  purpose: optionalText(),
});

export const patch = {
  name: optionalText(),
  display_name: optionalText(),
  header: optionalText(),
  purpose: optionalText(),
  group_constrained: optionalFlag(),
};
