import { createElement, useEffect, useRef, useState } from 'react';
import { Check, ChevronDown, Copy } from 'lucide-react';

import { Button } from '../ui/Button.tsx';
import { copyText } from '../ui/copy.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { highlightNow, languageLabel, loadLanguage, type Piece } from './highlight.ts';

export interface CodeBlockProps {
  text: string;
  /** What stood after the fence; may be empty, unknown, or followed by a caption. */
  language: string;
}

const unfoldedLines = 20;

export function CodeBlock({ text, language }: CodeBlockProps) {
  const lines = text.split('\n');
  const [open, setOpen] = useState(false);
  const folded = !open && lines.length > unfoldedLines;
  const shown = folded ? lines.slice(0, unfoldedLines).join('\n') : text;
  const label = languageLabel(language);
  return (
    <div className={label === '' ? 'code bare' : 'code'}>
      <header>
        <span className="grow clip">{label}</span>
        <CopyButton text={text} />
      </header>
      <pre dir="ltr">
        <Highlighted text={shown} language={language} />
      </pre>
      {lines.length > unfoldedLines && (
        <div className={open ? 'unfold open' : 'unfold'}>
          <Button small kind="quiet" icon={ChevronDown} aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? 'Show less' : `Show all ${lines.length} lines`}
          </Button>
        </div>
      )}
    </div>
  );
}

/** Plain until the language is there; it comes in a file of its own, once. */
function Highlighted({ text, language }: CodeBlockProps) {
  const [, setLoaded] = useState(false);
  const pieces = highlightNow(text, language);
  const missing = pieces === undefined;
  useEffect(() => {
    if (!missing) return undefined;
    let gone = false;
    const load = async () => {
      if ((await loadLanguage(language)) && !gone) setLoaded(true);
    };
    void load();
    return () => {
      gone = true;
    };
  }, [missing, language]);
  return pieces ? createElement('code', null, ...pieces.map(toSpan)) : <code>{text}</code>;
}

function toSpan({ text, look }: Piece) {
  return look ? <span className={look}>{text}</span> : text;
}

export function CopyButton({ text, label = 'Copy' }: { text: string; label?: string }) {
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
      <IconButton icon={copied ? Check : Copy} label={copied ? 'Copied' : label} small onClick={() => void copy()} />
      <span className="sr" aria-live="polite">
        {copied && 'Copied'}
      </span>
    </>
  );
}
