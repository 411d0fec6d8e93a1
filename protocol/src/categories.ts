import { route, type StatusOk } from './route.ts';

export type CategoryType = 'favorites' | 'channels' | 'direct_messages' | 'custom';
export type CategorySorting = '' | 'alpha' | 'recent' | 'manual';

export interface SidebarCategory {
  id: string;
  user_id: string;
  team_id: string;
  sort_order: number;
  sorting: CategorySorting;
  type: CategoryType;
  display_name: string;
  muted: boolean;
  collapsed: boolean;
  channel_ids: string[];
}

export interface OrderedCategories {
  categories: SidebarCategory[];
  order: string[];
}

const base = '/api/v4/users/:user_id/teams/:team_id/channels/categories';

export const getCategories = route('GET', base).returns<OrderedCategories>();
export const createCategory = route('POST', base)
  .takes<Partial<Omit<SidebarCategory, 'id' | 'sort_order' | 'type'>>>()
  .returns<SidebarCategory>();
export const updateCategories = route('PUT', base).takes<SidebarCategory[]>().returns<SidebarCategory[]>();
export const getCategoryOrder = route('GET', `${base}/order`).returns<string[]>();
export const setCategoryOrder = route('PUT', `${base}/order`).takes<string[]>().returns<string[]>();
export const getCategory = route('GET', `${base}/:category_id`).returns<SidebarCategory>();
export const updateCategory = route('PUT', `${base}/:category_id`).takes<SidebarCategory>().returns<SidebarCategory>();
export const deleteCategory = route('DELETE', `${base}/:category_id`).returns<StatusOk>();

export interface CategoryEvents {
  sidebar_category_created: { category_id: string };
  sidebar_category_updated: { updatedCategories?: SidebarCategory[] };
  sidebar_category_deleted: { category_id: string };
  sidebar_category_order_updated: { order: string[] };
}
