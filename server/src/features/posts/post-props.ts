/** What a caller may say in the props of a post. */
import { isBotSession, isTokenSession, type Session } from '../../access/session.ts';
import type { Config } from '../../platform/config/config.ts';
import { invalidBody } from '../../platform/http/errors.ts';

type Props = Record<string, unknown>;

interface Asking {
  readonly session: Session;
  readonly config: Config;
}

/** Props that only the server sets. */
const serverProps = new Set([
  'add_channel_member',
  'channel_mentions',
  'force_notification',
  'from_bot',
  'from_oauth_app',
  'from_plugin',
  'previewed_post',
]);
/** In hardened mode only integrations may send these. */
const integrationProps = [
  'from_webhook',
  'override_username',
  'webhook_display_name',
  'override_icon_url',
  'override_icon_emoji',
];

/** 400 in hardened mode when a person sends what only integrations say. */
function permitted({ session, config }: Asking, sent: Props): Props {
  const isIntegration = session.is_oauth || isBotSession(session) || isTokenSession(session);
  if (config.ServiceSettings.ExperimentalEnableHardenedMode && !isIntegration)
    for (const name of integrationProps) if (name in sent) throw invalidBody('props');
  return Object.fromEntries(Object.entries(sent).filter(([name]) => !serverProps.has(name)));
}

/** Of a new post. */
export function newProps(asking: Asking, sent: Props = {}): Props {
  const props = permitted(asking, sent);
  if (isBotSession(asking.session)) props['from_bot'] = 'true';
  if (asking.session.is_oauth) props['from_oauth_app'] = 'true';
  return props;
}

/** Of an edited post: those that only the server sets stay as they were. */
export function changedProps(asking: Asking, sent: Props, before: Props): Props {
  const kept = Object.fromEntries(Object.entries(before).filter(([name]) => serverProps.has(name)));
  return { ...permitted(asking, sent), ...kept };
}
