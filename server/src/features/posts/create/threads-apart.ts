/** Whether people see threads apart from their channels: the configuration decides, or leaves it to them. */
import type { Work } from '../../../work/work.ts';
import { selectCalledByReplies, selectThreadsChoice } from '../text/queries/mentions.ts';

const modeOf = ({ config }: Work) => config.ServiceSettings.CollapsedThreads;

/** Costs a query only where people may choose. */
export async function seesThreadsApart(w: Work, userId: string): Promise<boolean> {
  const mode = modeOf(w);
  if (mode === 'always_on' || mode === 'disabled') return mode === 'always_on';
  const [choice] = await selectThreadsChoice(w.db, { user_id: userId });
  return choice ? choice.value === 'on' : mode === 'default_on';
}

/** Wire: whoever does not see threads apart may ask to be mentioned by replies to what they wrote. */
export async function calledByReplies(w: Work, channelId: string, rootId: string): Promise<string[]> {
  const mode = modeOf(w);
  if (rootId === '' || mode === 'always_on') return [];
  const unchosen = mode === 'default_on' ? 'on' : 'off';
  const called = await selectCalledByReplies(w.db, {
    channel_id: channelId,
    root_id: rootId,
    default_choice: unchosen,
    may_choose: mode !== 'disabled',
  });
  return called.map(({ user_id }) => user_id);
}
