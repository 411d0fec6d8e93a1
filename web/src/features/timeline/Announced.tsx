import { useEffect, useRef, useState } from 'react';

import { live } from '../../live/live.ts';
import { plainText } from '../../text/nodes.ts';
import { parseBeginning } from '../../text/parse.ts';
import { filesInWords } from '../files/summary.ts';
import { speakerInfo } from './speaker.ts';
import { isNews } from './rows.ts';
import type { TimelineModel } from './useTimeline.ts';

const longest = 200;

/** What a screen reader is told when a message of someone else arrives: who, and what. */
export function Announced({ span }: Pick<TimelineModel, 'span'>) {
  const [said, setSaid] = useState('');
  const newestId = span?.last ? span.ids.at(-1) : undefined;
  const before = useRef<string>(undefined);
  useEffect(() => {
    const previous = before.current;
    before.current = newestId;
    if (previous === undefined || newestId === undefined || previous === newestId) return;
    const sentence = sentenceOf(newestId, previous);
    if (sentence) setSaid(sentence);
  }, [newestId]);
  return (
    <div className="sr" aria-live="polite">
      {said}
    </div>
  );
}

function sentenceOf(id: string, previousId: string): string | undefined {
  const state = live.store.getState();
  const post = state.posts.get(id);
  if (!post || !isNews(post, state.posts.get(previousId)?.create_at ?? 0, state.me_id)) return undefined;
  const { name } = speakerInfo(post, state.users[post.user_id], state.config);
  const said = [plainText(parseBeginning(post.message)).slice(0, longest), filesInWords(post)];
  return `${name}: ${said.filter((part) => part !== '').join(' · ')}`;
}
