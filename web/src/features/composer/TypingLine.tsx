import { useEffect, useState } from 'react';

import { useLive, useLiveShape } from '../../live/live.ts';
import { displayName } from '../../live/select.ts';
import { typingLastsMs, typingSentence } from './typing.ts';

/** Who is writing here now. `place` is a channel's or a thread's id. */
export function TypingLine({ place }: { place: string }) {
  const heard = useLive((state) => state.typing[place]);
  const latest = Math.max(0, ...Object.values(heard ?? {}));
  // A clock of its own for each time that someone is heard.
  return latest === 0 ? null : <Typists key={latest} heard={heard ?? {}} since={latest} />;
}

function Typists({ heard, since }: { heard: Readonly<Record<string, number>>; since: number }) {
  const [now, setNow] = useState(since);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const names = useLiveShape((state) =>
    Object.entries(heard)
      .filter(([, at]) => now - at < typingLastsMs)
      .map(([id]) => displayName(state.users[id], state.config).split(' ')[0] ?? ''),
  );
  if (names.length === 0) return null;
  return (
    <>
      <span className="typing" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      <span className="clip">{typingSentence(names)}</span>
    </>
  );
}
