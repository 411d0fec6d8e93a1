/** What integrations are made of, as lists show it. Times in ms. */
import { route } from './route.ts';

export interface Bot {
  user_id: string;
  create_at: number;
  update_at: number;
  delete_at: number;
  username: string;
  display_name: string;
  description: string;
  owner_id: string;
  last_icon_update: number;
}

export interface Command {
  id: string;
  /** Blank in lists. */
  token: string;
  create_at: number;
  update_at: number;
  delete_at: number;
  creator_id: string;
  team_id: string;
  trigger: string;
  method: 'P' | 'G' | '';
  username: string;
  icon_url: string;
  auto_complete: boolean;
  auto_complete_desc: string;
  auto_complete_hint: string;
  display_name: string;
  description: string;
  url: string;
}

export interface OutgoingWebhook {
  id: string;
  /** Blank in lists. */
  token: string;
  create_at: number;
  update_at: number;
  delete_at: number;
  creator_id: string;
  channel_id: string;
  team_id: string;
  trigger_words: string[];
  /** 0: the first word is a trigger word; 1: it begins with one. */
  trigger_when: number;
  callback_urls: string[];
  display_name: string;
  description: string;
  content_type: string;
  username: string;
  icon_url: string;
}

export interface OAuthApp {
  id: string;
  creator_id: string;
  create_at: number;
  update_at: number;
  /** Blank in lists. */
  client_secret: string;
  name: string;
  description: string;
  icon_url: string;
  callback_urls: string[];
  homepage: string;
  is_trusted: boolean;
  is_dynamically_registered: boolean;
  mattermost_app_id: string;
}

type Paging = 'page' | 'per_page';

export const listBots = route('GET', '/api/v4/bots')
  .asks<Paging | 'include_deleted' | 'only_orphaned'>()
  .returns<Bot[]>();
export const listCommands = route('GET', '/api/v4/commands').asks<'team_id' | 'custom_only'>().returns<Command[]>();
export const listOutgoingWebhooks = route('GET', '/api/v4/hooks/outgoing')
  .asks<Paging | 'team_id' | 'channel_id'>()
  .returns<OutgoingWebhook[]>();
export const listOAuthApps = route('GET', '/api/v4/oauth/apps').asks<Paging>().returns<OAuthApp[]>();
