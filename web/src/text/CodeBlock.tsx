import { createElement, useEffect, useMemo, useRef, useState } from 'react';
import { Check, ChevronDown, Copy } from 'lucide-react';

import { Button } from '../ui/Button.tsx';
import { copyText } from '../ui/copy.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { t } from '../words/words.ts';
import { colours } from './colours.ts';
import type { Piece } from './highlight.ts';
import { languageLabel } from './languages.ts';
import { Scrollable } from './Scrollable.tsx';

export interface CodeBlockProps {
  text: string;
  /** What stood after the fence; may be empty, unknown, or followed by a caption. */
  language: string;
}

const unfoldedLines = 20;
/** A longer line is cut while folded: nobody reads that far to the right. */
const unfoldedLine = 500;

export function CodeBlock({ text, language }: CodeBlockProps) {
  const lines = useMemo(() => text.split('\n'), [text]);
  const [open, setOpen] = useState(false);
  const isLong = lines.length > unfoldedLines;
  const isFoldable = isLong || lines.some((line) => line.length > unfoldedLine);
  const shown = open || !isFoldable ? text : lines.slice(0, unfoldedLines).map(cut).join('\n');
  const label = languageLabel(language);
  return (
    <div className={label === '' ? 'code wide bare' : 'code wide'}>
      <header>
        <span className="grow clip">{label}</span>
        <CopyButton text={text} />
      </header>
      <Scrollable
        className="code-scroll"
        label={label === '' ? t('Code') : t('Code: {language}', { language: label })}
        dir="ltr"
      >
        <pre dir="ltr">
          <Highlighted key={shown} text={shown} language={language} />
        </pre>
      </Scrollable>
      {isFoldable && (
        <div className={open ? 'unfold open' : 'unfold'}>
          <Button small kind="quiet" icon={ChevronDown} aria-expanded={open} onClick={() => setOpen(!open)}>
            {open
              ? t('Show less')
              : isLong
                ? t('Show all {count} lines', { count: lines.length })
                : t('Show the whole line')}
          </Button>
        </div>
      )}
    </div>
  );
}

function cut(line: string): string {
  return line.length > unfoldedLine ? `${line.slice(0, unfoldedLine)}…` : line;
}

/** Plain until the colours are there, which come from beside the page. */
function Highlighted({ text, language }: CodeBlockProps) {
  const [pieces, setPieces] = useState(() => colours.known(text, language));
  const isPlain = pieces === undefined;
  useEffect(() => (isPlain ? colours.ask(text, language, setPieces) : undefined), [isPlain, text, language]);
  return pieces ? createElement('code', null, ...pieces.map(toSpan)) : <code>{text}</code>;
}

function toSpan({ text, look }: Piece) {
  return look ? <span className={look}>{text}</span> : text;
}

export function CopyButton({ text, label = t('Copy') }: { text: string; label?: string }) {
  const [copied, setCopied] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const copy = async () => {
    setCopied(await copyText(text));
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setCopied(false), 2000);
  };
  return (
    <>
      <IconButton icon={copied ? Check : Copy} label={copied ? t('Copied') : label} small onClick={() => void copy()} />
      <span className="sr" aria-live="polite">
        {copied && t('Copied')}
      </span>
    </>
  );
}
