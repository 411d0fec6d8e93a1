/** Reads whole messages beside the page. */
import { parse } from './parse.ts';
import type { ReadAnswer, ReadJob } from './whole.ts';

addEventListener('message', ({ data: { id, source } }: MessageEvent<ReadJob>) => {
  const answer: ReadAnswer = { id, blocks: parse(source) };
  postMessage(answer);
});
