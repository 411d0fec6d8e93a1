/** Colours code beside the page. Says when it begins, so that loading a grammar does not count as work. */
import type { ColourAnswer, ColourJob } from './colouring.ts';
import { highlight, loadGrammar } from './highlight.ts';

addEventListener('message', ({ data: job }: MessageEvent<ColourJob>) => {
  void answer(job);
});

async function answer({ id, text, name }: ColourJob): Promise<void> {
  const say = (message: ColourAnswer) => postMessage(message);
  try {
    const isLoaded = await loadGrammar(name);
    say({ id, kind: 'begun' });
    say({ id, kind: 'done', pieces: isLoaded ? highlight(text, name) : undefined });
  } catch {
    // The grammar's file did not come: no colours now, and another try next time.
    say({ id, kind: 'unable' });
  }
}
