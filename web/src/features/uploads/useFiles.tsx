import { type ClipboardEvent, type ReactNode, type RefObject, useEffect, useMemo } from 'react';
import { useStore } from 'zustand';

import type { Attached } from '../../live/drafts.ts';
import { live, useAttached, useLive } from '../../live/live.ts';
import { channelLabel } from '../../live/select.ts';
import { part } from '../../shell/part.tsx';
import { PartBoundary } from '../../shell/PartBoundary.tsx';
import { AttachButton } from './AttachButton.tsx';
import { useDrops, watchDrags } from './drags.ts';
import { dropped, offer, pasted, takeFiles, whyNotAttach } from './offer.ts';
import { goes, isEdit, refusals, tilesOf, uploads, type Place, type Tile } from './uploading.ts';

const Tray = part(() => import('./Tray.tsx').then((module) => module.Tray));
const UploadsLine = part(() => import('./UploadsLine.tsx').then((module) => module.UploadsLine));
const DropFrame = part(() => import('./DropFrame.tsx').then((module) => module.DropFrame));

/** Of a field with files. */
export interface FieldFiles {
  tiles: readonly Tile[];
  /** Over the text. */
  tray: ReactNode;
  /** Nothing where files may not be attached. */
  button: ReactNode;
  /** Under the field; false: nothing to say. */
  line: ReactNode;
  bring: (files: readonly File[], folders?: number) => Promise<string[]>;
  onPaste: (event: ClipboardEvent) => void;
}

export interface ComposerFiles extends FieldFiles {
  /** Something would go with the next message. */
  hasAny: boolean;
  /** Over the sheet, while files are dragged over it. */
  frame: ReactNode;
}

const nothing = { files: [], outgoing: [] };

/** What a composer does with files. */
export function useFiles(place: Place, area: RefObject<HTMLTextAreaElement | null>): ComposerFiles {
  const { channel_id, root_id } = place;
  const at = root_id || channel_id;
  const attached = useAttached(at) ?? nothing;
  const field = useFieldFiles({ at, place, attached, area });
  const whyNot = useLive((state) => whyNotAttach(state, channel_id));
  const label = useLive((state) =>
    root_id || !state.channels[channel_id] ? '' : channelLabel(state, state.channels[channel_id]),
  );
  useEffect(watchDrags, []);
  const over = useDrops(area, (data, isShifted) => {
    const { files, folders } = dropped(data);
    void field.bring(files, folders).then((keys) => isShifted && keys.length > 0 && sendAlone(place, keys));
  });
  return {
    ...field,
    hasAny: field.tiles.some(goes),
    frame: over !== undefined && (
      <PartBoundary>
        <DropFrame count={over} label={label} whyNot={whyNot} />
      </PartBoundary>
    ),
  };
}

export interface FieldFilesOptions {
  at: string;
  place: Place;
  attached: Attached;
  area: RefObject<HTMLTextAreaElement | null>;
}

/** The files at one place, and the ways in which they come there. */
export function useFieldFiles({ at, place, attached, area }: FieldFilesOptions): FieldFiles {
  const all = useStore(uploads);
  const tiles = useMemo(() => tilesOf(attached, all, at), [attached, all, at]);
  const refusal = useStore(refusals, (told) => told[at] ?? '');
  const mayAttach = useLive((state) => whyNotAttach(state, place.channel_id) === undefined);
  const bring = (files: readonly File[], folders = 0) => {
    area.current?.focus();
    return offer(at, place, { files, folders });
  };
  return {
    tiles,
    bring,
    button: mayAttach && <AttachButton onPicked={(files) => void bring(files)} />,
    tray: tiles.length > 0 && (
      <PartBoundary>
        <Tray at={at} place={place} tiles={tiles} onGone={() => area.current?.focus()} />
      </PartBoundary>
    ),
    line: (refusal !== '' || !tiles.every((tile) => tile.kind === 'there')) && (
      <PartBoundary>
        <UploadsLine tiles={tiles} refusal={refusal} isEdit={isEdit(at)} />
      </PartBoundary>
    ),
    onPaste(event) {
      const files = pasted(event.clipboardData);
      if (files.length === 0) return;
      event.preventDefault();
      void bring(files);
    },
  };
}

function sendAlone(place: Place, keys: readonly string[]): void {
  void live.outbox.write({ ...place, message: '', files: takeFiles(place, keys) });
}
