/** The page's one colouring. Its code is loaded with the first code to colour: nobody waits for colours. */
import type { Colouring } from './colouring.ts';

let colouring: Colouring | undefined;

async function begin(): Promise<Colouring> {
  const { createColouring } = await import('./colouring.ts');
  colouring ??= createColouring(
    () => new Worker(new URL('./highlight.worker.ts', import.meta.url), { type: 'module' }),
  );
  return colouring;
}

export const colours: Colouring = {
  known: (text, info) => colouring?.known(text, info),
  ask(text, info, then) {
    if (colouring) return colouring.ask(text, info, then);
    let isWanted = true;
    let forget = () => {
      isWanted = false;
    };
    const asked = begin().then((begun) => isWanted && (forget = begun.ask(text, info, then)));
    // Plain, as it is; what is drawn later asks again.
    asked.catch(() => undefined);
    return () => forget();
  },
};
