/** Files that are dragged over the page. Wherever they are dropped, the browser does not leave for them. */
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

type Receive = (data: DataTransfer, isShifted: boolean) => void;

/** By the sheet whose composer takes them. */
const zones = new Map<Element, Receive>();
/** Over which of them files are, and how many; 0 where the browser does not say. */
const over = createStore<{ sheet?: Element; count: number }>(() => ({ count: 0 }));

const isOfFiles = ({ dataTransfer }: DragEvent) =>
  dataTransfer?.types.some((type) => type.toLowerCase() === 'files') ?? false;
const none = { count: 0 };

function sheetOf({ target }: DragEvent): Element | undefined {
  const sheet = target instanceof Element ? target.closest('.sheet') : null;
  return sheet && zones.has(sheet) ? sheet : undefined;
}

function follow(event: DragEvent): void {
  const { dataTransfer } = event;
  if (!dataTransfer || !isOfFiles(event)) return;
  event.preventDefault();
  const sheet = sheetOf(event);
  dataTransfer.dropEffect = sheet ? 'copy' : 'none';
  const count = [...dataTransfer.items].filter(({ kind }) => kind === 'file').length;
  const before = over.getState();
  if (before.sheet !== sheet || before.count !== count) over.setState(sheet ? { sheet, count } : none, true);
}

/** Out of the window. */
function leave(event: DragEvent): void {
  if (event.relatedTarget === null) over.setState(none, true);
}

function drop(event: DragEvent): void {
  over.setState(none, true);
  if (!event.dataTransfer || !isOfFiles(event)) return;
  event.preventDefault();
  const sheet = sheetOf(event);
  if (sheet) zones.get(sheet)?.(event.dataTransfer, event.shiftKey);
}

let isWatching = false;

export function watchDrags(): void {
  if (isWatching) return;
  isWatching = true;
  addEventListener('dragenter', follow);
  addEventListener('dragover', follow);
  addEventListener('dragleave', leave);
  addEventListener('drop', drop);
}

/** Takes what is dropped on the sheet around the element. Says how many files are over it; undefined: none are. */
export function useDrops(place: { current: Element | null }, receive: Receive): number | undefined {
  const latest = useRef(receive);
  const own = useRef<Element>(undefined);
  useEffect(() => {
    latest.current = receive;
  });
  useEffect(() => {
    const sheet = place.current?.closest('.sheet');
    if (!sheet) return undefined;
    own.current = sheet;
    zones.set(sheet, (data, isShifted) => latest.current(data, isShifted));
    return () => void zones.delete(sheet);
  }, [place]);
  return useStore(over, ({ sheet, count }) => (sheet && sheet === own.current ? count : undefined));
}
