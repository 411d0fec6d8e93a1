/** Reads what the server's socket sends: events with their inner JSON decoded, and replies. */
import { jsonStringFields, type EventFrame, type EventName, type ReplyFrame } from '@innermost/protocol/events.ts';

/** Throws on text that is no frame. Events this version does not know come out as they are. */
export function decodeFrame(text: string): EventFrame | ReplyFrame {
  const frame = JSON.parse(text) as EventFrame | ReplyFrame;
  if (!isEvent(frame)) {
    if (typeof frame !== 'object' || frame === null || !('status' in frame)) throw new SyntaxError('Not a frame.');
    return frame;
  }
  const data: Record<string, unknown> = { ...frame.data };
  for (const field of jsonStringFields[frame.event as EventName] ?? []) {
    const value = data[field];
    if (typeof value === 'string') data[field] = JSON.parse(value) as unknown;
  }
  return { ...frame, data } as EventFrame;
}

export function isEvent(frame: EventFrame | ReplyFrame): frame is EventFrame {
  return typeof frame === 'object' && frame !== null && 'event' in frame && typeof frame.seq === 'number';
}
