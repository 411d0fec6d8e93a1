/** Whoever lets an automatic reply speak for himself is out of office until he ends it. */
import { topic } from '../../work/topic.ts';
import type { Config } from '../../platform/config/config.ts';

/** After the commit. */
export const outOfOffice = topic<{ user_id: string; is_out: boolean }>('out_of_office');

type NotifyProps = Readonly<Record<string, string | undefined>>;

const speaks = (props: NotifyProps): boolean => props['auto_responder_active'] === 'true';

/** Whether a change of these settings begins (true) or ends (false) it. Only where automatic replies are allowed. */
export function switchesOutOfOffice(before: NotifyProps, after: NotifyProps, config: Config): boolean | undefined {
  if (speaks(before) === speaks(after)) return undefined;
  if (speaks(after) && !config.TeamSettings.ExperimentalEnableAutomaticReplies) return undefined;
  return speaks(after);
}
