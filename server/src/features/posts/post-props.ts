/** What a caller may say in the props of a post. */
import { turnsDirection } from '@innermost/protocol/limits.ts';
import type { Directory } from '../../access/directory.ts';
import { isBotSession, isTokenSession, type Session } from '../../access/session.ts';
import type { Config } from '../../platform/config/config.ts';
import { AppError, invalidBody } from '../../platform/http/errors.ts';
import { withWholeAttachments } from './attachments.ts';

type Props = Record<string, unknown>;

interface Asking {
  readonly session: Session;
  readonly config: Config;
}

/** Props that only the server sets. */
const serverProps = new Set([
  'add_channel_member',
  'ai_generated_by',
  'ai_generated_by_username',
  'channel_mentions',
  'deleteBy',
  'force_notification',
  'previewed_post',
]);
/** Who speaks, as every client shows it. */
const identityProps = new Set(['from_bot', 'from_oauth_app', 'from_plugin', 'from_webhook', 'webhook_display_name']);
const iconProps = new Set(['override_icon_url', 'override_icon_emoji']);
const renameProps = new Set(['override_username']);
/** In hardened mode people are told that they may not send these. */
const integrationProps = ['from_webhook', 'webhook_display_name', ...renameProps, ...iconProps];

/** True for what callers neither set nor change, apart from what `identityOfBot` leaves to bots. */
export const isKeptFromCallers = (name: string): boolean =>
  serverProps.has(name) || identityProps.has(name) || name.startsWith('override_');

const pick = (props: Props, wanted: (name: string) => boolean): Props =>
  Object.fromEntries(Object.entries(props).filter(([name]) => wanted(name)));

/** 400 for a name to post under that turns the direction of what stands around it. */
export function checkSpeaker(name: unknown): void {
  if (typeof name === 'string' && turnsDirection(name)) throw new AppError('api.post.override_username.app_error');
}

/** Wire: bots may speak under another name and picture while the switches for that are on. */
function identityOfBot({ ServiceSettings }: Config, sent: Props): Props {
  const { EnablePostUsernameOverride, EnablePostIconOverride } = ServiceSettings;
  const overrides = pick(
    sent,
    (name) => (EnablePostUsernameOverride && renameProps.has(name)) || (EnablePostIconOverride && iconProps.has(name)),
  );
  checkSpeaker(overrides['override_username']);
  // Clients show another name only beside this mark, and with it the tag of a bot.
  const marked = sent['from_webhook'] === 'true' && Object.keys(overrides).length > 0;
  return { ...overrides, ...(marked && { from_webhook: 'true' }), from_bot: 'true' };
}

/** A person names a bot that wrote for them, or themselves; never another person. */
async function generatedBy(directory: Directory, session: Session, sent: Props): Promise<Props> {
  const id = sent['ai_generated_by'];
  if (typeof id !== 'string' || id === '') return {};
  const author = directory.people.peek(id) ?? (await directory.people.get(id));
  if (!author || (author.id !== session.user_id && !author.is_bot)) return {};
  return { ai_generated_by: author.id, ai_generated_by_username: author.username };
}

/** Of a new post. What would make somebody speak as somebody else is dropped; 400 for it in hardened mode. */
export async function newProps(asking: Asking, directory: Directory, sent: Props = {}): Promise<Props> {
  const { session, config } = asking;
  const isIntegration = session.is_oauth || isBotSession(session) || isTokenSession(session);
  if (config.ServiceSettings.ExperimentalEnableHardenedMode && !isIntegration)
    for (const name of integrationProps) if (name in sent) throw invalidBody('props');
  const props = pick(sent, (name) => !isKeptFromCallers(name));
  if ('ai_generated_by' in sent) Object.assign(props, await generatedBy(directory, session, sent));
  if (isBotSession(session)) Object.assign(props, identityOfBot(config, sent));
  if (session.is_oauth) props['from_oauth_app'] = 'true';
  return withWholeAttachments(props);
}

/** Of an edited post, whoever edits. Clients send all props back, so what they may not change is ignored, not refused. */
export function changedProps(sent: Props, before: Props): Props {
  return withWholeAttachments({
    ...pick(sent, (name) => !isKeptFromCallers(name)),
    ...pick(before, isKeptFromCallers),
  });
}
