import { createElement, useEffect, useState } from 'react';
import { Maximize2 } from 'lucide-react';

import type { FileInfo } from '@innermost/protocol/files.ts';

import { colours } from '../../text/colours.ts';
import type { Piece } from '../../text/highlight.ts';
import { Icon } from '../../ui/Icon.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { bytesOf } from '../../words/formats.ts';
import { t } from '../../words/words.ts';
import { openFile } from './address.ts';
import { DownloadLink } from './FileCard.tsx';
import { lookOf } from './of-file.ts';
import { OpensFile } from './OpensFile.tsx';
import { keptTextOf } from './text-of.ts';

const shownLines = 5;
/** Characters; nobody reads further to the right in so small a place. */
const longestLine = 400;
/** Bytes in which the first lines mostly are. */
const peekedBytes = 4_096;

/** The first lines of a text, a log or code. */
export function TextFile({ file }: { file: FileInfo }) {
  const [beginning, setBeginning] = useState<{ text: string; isAll: boolean }>();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let isWanted = true;
    keptTextOf(file.id, peekedBytes).then(
      (found) => isWanted && setBeginning(firstLines(found)),
      () => isWanted && setFailed(true),
    );
    return () => {
      isWanted = false;
    };
  }, [file.id]);
  const foot = failed
    ? t('Its first lines cannot be shown.')
    : beginning?.isAll
      ? t('All of it')
      : t('First {count} lines', { count: shownLines });
  return (
    <div className="code peek">
      <header>
        <Icon of={lookOf(file).icon} />
        <OpensFile file={file} className="file-name clip" label={`${file.name}, ${bytesOf(file.size)}`}>
          <bdi>{file.name}</bdi>
        </OpensFile>
        <span>{bytesOf(file.size)}</span>
        <span className="grow" />
        <DownloadLink file={file} />
        <IconButton icon={Maximize2} label={t('Open')} small onClick={() => openFile(file.id)} />
      </header>
      <pre dir="ltr">{beginning && <Coloured text={beginning.text} language={file.extension} />}</pre>
      <div className="more">{(beginning ?? failed) && foot}</div>
    </div>
  );
}

function firstLines({ text, isCut }: { text: string; isCut: boolean }): { text: string; isAll: boolean } {
  const lines = text.replace(/\n$/, '').split('\n');
  const shown = lines.slice(0, shownLines);
  const isAll = !isCut && lines.length <= shownLines && shown.every((line) => line.length <= longestLine);
  return { text: shown.map((line) => line.slice(0, longestLine)).join('\n'), isAll };
}

/** Plain until the colours are there. */
function Coloured({ text, language }: { text: string; language: string }) {
  const [pieces, setPieces] = useState<readonly Piece[] | undefined>(() => colours.known(text, language));
  useEffect(() => colours.ask(text, language, setPieces), [text, language]);
  return pieces ? createElement('code', null, ...pieces.map(toSpan)) : <code>{text}</code>;
}

function toSpan({ text, look }: Piece) {
  return look ? <span className={look}>{text}</span> : text;
}
