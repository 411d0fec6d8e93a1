/** What bodies about channels hold. */
import { z } from 'zod';
import {
  defined,
  object,
  optionalCount,
  optionalFlag,
  optionalText,
  optionalTextList,
  text,
} from '../../platform/http/fields.ts';

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

export const newMembers = object({
  user_id: optionalText(),
  user_ids: optionalTextList(),
  post_root_id: optionalText(),
}).transform(defined);

export const patch = {
  name: optionalText(),
  display_name: optionalText(),
  header: optionalText(),
  purpose: optionalText(),
  group_constrained: optionalFlag(),
};

export const search = object({
  term: text(),
  exclude_default_channels: optionalFlag(),
  not_associated_to_group: optionalText(),
  team_ids: optionalTextList(),
  page: optionalCount(),
  per_page: optionalCount(),
  public: optionalFlag(),
  private: optionalFlag(),
  include_deleted: optionalFlag(),
  include_search_by_id: optionalFlag(),
  deleted: optionalFlag(),
}).transform(({ term, ...rest }) => ({ term, ...defined(rest) }));
