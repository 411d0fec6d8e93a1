/** A process that puts `file` into the store in the folder of its argument, over and over, until it is killed. */
import { DiskStore } from '../disk/disk-store.ts';
import { systemClock } from '../../clock.ts';

export const pieces = 40;
export const pieceSize = 50_000;

/** The file of one round: the same letter throughout. */
async function* content(round: number) {
  for (let count = 0; count < pieces; count += 1) yield Buffer.alloc(pieceSize, letterOf(round));
}

const letterOf = (round: number): string => String.fromCharCode(97 + (round % 26));

if (import.meta.main) {
  const store = await DiskStore.open({ root: process.argv[2] ?? '', clock: systemClock });
  for (let round = 0; ; round += 1) {
    await store.put('some/folder/file', content(round));
    process.stdout.write(letterOf(round));
  }
}
