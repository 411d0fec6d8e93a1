import type { BodyOf } from '@innermost/protocol/route.ts';
import {
  createCategory,
  deleteCategory,
  getCategories,
  getCategory,
  getCategoryOrder,
  setCategoryOrder,
  updateCategories,
  updateCategory,
  type CategoryType,
} from '@innermost/protocol/categories.ts';
import { z } from 'zod';
import { endpoint } from '../../endpoint/endpoint.ts';
import { inLaneOfUser } from '../../endpoint/lanes.ts';
import {
  body,
  flag,
  integer,
  list,
  object,
  optionalFlag,
  optionalText,
  text,
  textList,
} from '../../platform/http/fields.ts';
import { selfInTeam } from '../channels/index.ts';
import {
  createCategoryOfUser,
  removeCategory,
  setOrder,
  updateCategoriesOfUser,
  updateCategoryOfUser,
} from './change-sidebar.ts';
import { oneCategory, sidebar, sidebarOrder } from './sidebar.ts';

const sorting = z
  .enum(['', 'alpha', 'recent', 'manual'])
  .nullish()
  .transform((value) => value ?? '');
const newCategory = body<BodyOf<typeof createCategory>>({
  user_id: optionalText(),
  team_id: optionalText(),
  display_name: text(),
  sorting,
  muted: optionalFlag(),
  collapsed: optionalFlag(),
  channel_ids: textList(),
});

const category = object({
  id: text(),
  user_id: text(),
  team_id: text(),
  sort_order: integer(),
  sorting,
  // What is stored decides; types do not change.
  type: text().pipe(z.custom<CategoryType>(() => true)),
  display_name: text(),
  muted: flag(),
  collapsed: flag(),
  channel_ids: textList(),
});

export const categoryEndpoints = [
  endpoint(getCategories, { access: selfInTeam(({ params }) => params), handle: sidebar }),
  endpoint(createCategory, {
    audit: 'others',
    access: selfInTeam(({ params }) => params),
    body: newCategory,
    bodyName: 'category',
    ...inLaneOfUser,
    handle: createCategoryOfUser,
  }),
  endpoint(updateCategories, {
    audit: 'others',
    access: selfInTeam(({ params }) => params),
    body: list(category),
    bodyName: 'categories',
    ...inLaneOfUser,
    handle: updateCategoriesOfUser,
  }),
  endpoint(getCategoryOrder, { access: selfInTeam(({ params }) => params), handle: sidebarOrder }),
  endpoint(setCategoryOrder, {
    audit: 'others',
    access: selfInTeam(({ params }) => params),
    body: textList(),
    bodyName: 'order',
    ...inLaneOfUser,
    handle: setOrder,
  }),
  endpoint(getCategory, { access: selfInTeam(({ params }) => params), handle: oneCategory }),
  endpoint(updateCategory, {
    audit: 'others',
    access: selfInTeam(({ params }) => params),
    body: category,
    bodyName: 'category',
    ...inLaneOfUser,
    handle: updateCategoryOfUser,
  }),
  endpoint(deleteCategory, {
    audit: 'others',
    access: selfInTeam(({ params }) => params),
    ...inLaneOfUser,
    handle: removeCategory,
  }),
];
