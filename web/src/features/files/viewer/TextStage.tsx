import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import { Copy, Eye, FileCode, Forward, WrapText } from 'lucide-react';

import type { FileInfo } from '@innermost/protocol/files.ts';
import type { Post } from '@innermost/protocol/posts.ts';

import { live } from '../../../live/live.ts';
import { useAsked } from '../../../queries/use-asked.ts';
import { sentenceFor } from '../../../shell/errors.ts';
import { colours } from '../../../text/colours.ts';
import type { Piece } from '../../../text/highlight.ts';
import { Text } from '../../../text/Text.tsx';
import { Button } from '../../../ui/Button.tsx';
import { copyText } from '../../../ui/copy.ts';
import { bytesOf } from '../../../words/formats.ts';
import { t } from '../../../words/words.ts';
import { closeFile, showInstead } from '../address.ts';
import { textOf } from '../text-of.ts';
import { CodeLines } from './CodeLines.tsx';
import { choose, chosenOf, linesOf, sayChosen, type Chosen } from './lines.ts';
import { NothingToSee } from './NothingToSee.tsx';

/** Bytes that are shown of a text; more would take long to come, and nobody reads it here. */
const mostBytes = 1024 * 1024;
/** Characters of Markdown that are drawn as it means. */
const mostRead = 60_000;

/** A text with the numbers of its lines; Markdown first as it means, and as it was written on demand. */
export function TextStage({
  file,
  lines: said,
  place,
}: {
  file: FileInfo;
  lines: string;
  place: Pick<Post, 'channel_id' | 'root_id'>;
}) {
  const ask = useCallback((signal: AbortSignal) => textOf(file.id, mostBytes, signal), [file.id]);
  const { value, error, retry } = useAsked(ask);
  if (error !== undefined) return <Failed reason={sentenceFor(error)} retry={retry} />;
  if (!value) return <div className="stage" aria-busy="true" />;
  if (value.text.includes('\0'))
    return <NothingToSee file={file} reason={t('This is no text: it holds other bytes.')} />;
  return <ReadText file={file} said={said} place={place} text={value.text} isCut={value.isCut} />;
}

interface ReadTextProps {
  file: FileInfo;
  place: Pick<Post, 'channel_id' | 'root_id'>;
  said: string;
  text: string;
  isCut: boolean;
}

function ReadText({ file, said, place, text, isCut }: ReadTextProps) {
  const isMarkdown = file.mime_type.startsWith('text/markdown') && text.length <= mostRead;
  const chosen = chosenOf(said);
  const [isRead, setRead] = useState(isMarkdown && !chosen);
  const [isWrapped, setWrapped] = useState(file.extension === 'txt' || isMarkdown);
  const lines = useMemo(() => linesOf(text), [text]);
  const pieces = useColours(text, file.extension);
  const choosing = (line: number, isMore: boolean) => {
    const next = choose(chosen, line, isMore);
    showInstead({ id: file.id, lines: next ? sayChosen(next) : '' });
  };
  return (
    <section className="codeview">
      <header>
        <span className="grow clip">{headline({ chosen, isCut, count: lines.length, size: file.size })}</span>
        {isMarkdown && (
          <Button small kind="quiet" icon={isRead ? FileCode : Eye} onClick={() => setRead(!isRead)}>
            {isRead ? t('As written') : t('As it reads')}
          </Button>
        )}
        {!isRead && (
          <Button small kind="quiet" icon={WrapText} aria-pressed={isWrapped} onClick={() => setWrapped(!isWrapped)}>
            {t('Wrap')}
          </Button>
        )}
        {chosen && !isRead && (
          <>
            <Button
              small
              kind="quiet"
              icon={Copy}
              onClick={() => void copyText(lines.slice(chosen.from - 1, chosen.to).join('\n'), t('Lines copied'))}
            >
              {t('Copy lines')}
            </Button>
            <Button small icon={Forward} onClick={() => quote(place, file, lines.slice(chosen.from - 1, chosen.to))}>
              {t('Quote lines')}
            </Button>
          </>
        )}
      </header>
      {isRead ? (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls by key
        <div className="reading" tabIndex={0}>
          <div className="body">
            <Text source={text} isWhole />
          </div>
        </div>
      ) : (
        <CodeLines
          lines={lines}
          pieces={pieces}
          isWrapped={isWrapped}
          chosen={chosen}
          onChoose={choosing}
          name={file.name}
        />
      )}
    </section>
  );
}

/** Into what I am writing beside the file's message, as code; the viewer makes way for it. */
function quote(
  { channel_id, root_id }: ReadTextProps['place'],
  { extension }: FileInfo,
  lines: readonly string[],
): void {
  const written = live.drafts.store.getState()[root_id || channel_id] ?? '';
  const text = lines.join('\n');
  // Longer than any fence in it.
  const fence = '`'.repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length + 1)));
  live.drafts.write({ channel_id, root_id }, `${written && `${written}\n`}${fence}${extension}\n${text}\n${fence}\n`);
  closeFile();
}

interface Headline {
  chosen: Chosen | undefined;
  isCut: boolean;
  count: number;
  size: number;
}

function headline({ chosen, isCut, count, size }: Headline): ReactNode {
  if (chosen && chosen.from === chosen.to)
    return t('Line {line} is marked. The link has it too.', { line: chosen.from });
  if (chosen) return t('Lines {from} to {to} are marked. The link has them too.', { from: chosen.from, to: chosen.to });
  if (isCut)
    return t('The first {part} of {size}. Download it to read on.', { part: bytesOf(mostBytes), size: bytesOf(size) });
  return t('{count, plural, one {# line} other {# lines}}', { count });
}

/** Undefined: plain, or not yet. */
function useColours(text: string, language: string): readonly Piece[] | undefined {
  const [pieces, setPieces] = useState(() => colours.known(text, language));
  useEffect(() => colours.ask(text, language, setPieces), [text, language]);
  return pieces;
}

function Failed({ reason, retry }: { reason: string; retry: () => void }) {
  return (
    <div className="stage unseen" role="alert">
      <h3>{t('This file could not be loaded')}</h3>
      <p>{reason}</p>
      <Button small onClick={retry}>
        {t('Try again')}
      </Button>
    </div>
  );
}
