/**
 * The number, from 1, of the line that makes a text no JSON; undefined when it is JSON. The parser's own messages do
 * not always say where, but the beginnings of a text tell: one that ends before the fault merely misses its end.
 */
export function brokenLine(text: string): number | undefined {
  if (failureOf(text) === undefined) return undefined;
  const lines = text.split('\n');
  let sound = 0;
  let broken = lines.length;
  while (broken - sound > 1) {
    const middle = (sound + broken) >> 1;
    if (isBeginning(`${lines.slice(0, middle).join('\n')}\n`)) sound = middle;
    else broken = middle;
  }
  return broken;
}

function failureOf(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Whether a text could go on to become JSON: it is whole, or the parser only fails at its very end. */
function isBeginning(text: string): boolean {
  const failure = failureOf(text);
  if (failure === undefined || failure.startsWith('Unexpected end')) return true;
  const position = /at position (\d+)/.exec(failure)?.[1];
  return position !== undefined && Number(position) >= text.length;
}
