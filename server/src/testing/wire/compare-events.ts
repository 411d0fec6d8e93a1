/** What each socket heard against what was recorded. Between sockets no order is kept, and upstream keeps little within one. */
import { Comparison } from './compare.ts';
import type { Names } from './names.ts';
import type { HeardEvent } from './recording.ts';
import type { Heard } from './sockets.ts';

/** One line for each difference, with those who heard it: `admin, u1 posted.data.team_id: …`. */
export function compareEvents(expected: readonly HeardEvent[], heard: readonly Heard[], names: Names): string[] {
  const listeners = new Map<string, Set<string>>();
  const note = (who: string, line: string): void => {
    listeners.set(line, (listeners.get(line) ?? new Set()).add(who));
  };
  const rest = [...heard];
  for (const event of expected) {
    const index = closest(event, rest, names);
    if (index === undefined) {
      note(event.who, `does not hear ${label(event)}`);
      continue;
    }
    const [match] = rest.splice(index, 1);
    if (match) for (const line of differencesOf(event, match, names)) note(event.who, line);
  }
  for (const event of rest) note(event.who, `hears ${label(event)} besides`);
  return [...listeners].map(([line, who]) => `${[...who].sort().join(', ')} ${line}`);
}

/** Of the same kind for the same person, the one that differs least. */
function closest(event: HeardEvent, heard: readonly Heard[], names: Names): number | undefined {
  const same = heard.flatMap((one, index) => (one.who === event.who && one.event === event.event ? [index] : []));
  const [first, ...others] = same;
  if (first === undefined || others.length === 0) return first;
  const distance = (index: number): number => {
    const one = heard[index];
    return one ? differencesOf(event, one, names.copy()).length : Infinity;
  };
  return same.map((index) => ({ index, by: distance(index) })).sort((a, b) => a.by - b.by)[0]?.index;
}

function differencesOf(event: HeardEvent, heard: Heard, names: Names): readonly string[] {
  const comparison = new Comparison(names);
  comparison.compare(`${event.event}.data`, event.data, heard.data);
  comparison.compare(`${event.event}.broadcast`, event.broadcast, heard.broadcast);
  comparison.compare(`${event.event}.seq`, event.seqType, typeof heard.seq);
  return comparison.differences;
}

/** The name, and of posts their type, since a step can make several. */
function label({ event, data }: { event: string; data: unknown }): string {
  const post = (data as { post?: unknown } | null)?.post;
  const fields =
    typeof post === 'string' ? (JSON.parse(post) as unknown) : (post as Record<string, unknown>)?.['$json'];
  const type = (fields as { type?: string } | undefined)?.type;
  return type ? `${event} (${type})` : event;
}
