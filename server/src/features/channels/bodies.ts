/** What bodies about channels hold. */
import { z } from 'zod';
import { defined, object, optionalFlag, optionalText, text } from '../../platform/http/fields.ts';

export const newChannel = object({
  id: optionalText(),
  team_id: text(),
  name: text(),
  display_name: text(),
  // Other types are refused by name.
  type: text().pipe(z.custom<'O' | 'P'>(() => true)),
  header: optionalText(),
  purpose: optionalText(),
}).transform(({ team_id, name, display_name, type, ...rest }) => ({
  team_id,
  name,
  display_name,
  type,
  ...defined(rest),
}));

export const patch = {
  name: optionalText(),
  display_name: optionalText(),
  header: optionalText(),
  purpose: optionalText(),
  group_constrained: optionalFlag(),
};
