import { createElement, Fragment, memo, type ReactNode, useSyncExternalStore } from 'react';

import { matchesInside } from '@innermost/protocol/words-that-call.ts';

import { Emoji } from './Emoji.tsx';
import { InlineImage } from './InlineImage.tsx';
import { pathOnServer } from './links.ts';
import { isChannelWide, resolveName } from './mentions.ts';
import { type Inline, plainInline } from './nodes.ts';
import { Runs } from './Runs.tsx';
import type { TextScope } from './scope.tsx';
import { useEmoji } from './useEmoji.ts';

export interface InlinesProps {
  nodes: readonly Inline[];
  scope: TextScope;
}

/** Not drawn anew for the same nodes: the rest of a long message comes slice by slice. */
export const Inlines = memo(function Inlines({ nodes, scope }: InlinesProps) {
  return <Runs items={nodes} scope={scope} draw={toElement} />;
});

function toElement(node: Inline, scope: TextScope): ReactNode {
  switch (node.type) {
    case 'text':
      return scope.marked?.length ? markWords(node.text, scope.marked) : node.text;
    case 'strong':
    case 'em':
    case 'del':
      return createElement(node.type, null, <Inlines nodes={node.children} scope={scope} />);
    case 'code':
      return <code>{node.text}</code>;
    case 'break':
      return <br />;
    case 'link':
      return <TextLink href={node.href} title={node.title} nodes={node.children} scope={scope} />;
    case 'image':
      return <InlineImage {...node} scope={scope} />;
    case 'mention':
      return <Mention name={node.name} isJoined={node.isJoined} scope={scope} />;
    case 'channel':
      return <Channel name={node.name} scope={scope} />;
    case 'hashtag':
      return <Hashtag tag={node.tag} scope={scope} />;
    default:
      return <EmojiWord name={node.name} scope={scope} />;
  }
}

interface TextLinkProps extends InlinesProps {
  href: string;
  title: string | undefined;
}

/** Links to this server stay in the app; others open beside it and learn nothing of where they came from. */
export function TextLink({ href, title, nodes, scope }: TextLinkProps) {
  const path = pathOnServer(href, scope.origins ?? []);
  const children = <Inlines nodes={nodes} scope={scope} />;
  // A label that is not the address itself could promise anything: the address shows on hover.
  const hint = title ?? (plainInline(nodes) === href ? undefined : href);
  if (path === undefined || !scope.navigate) {
    return (
      <a href={href} title={hint} target="_blank" rel="noopener noreferrer nofollow">
        {children}
      </a>
    );
  }
  return (
    <PathLink path={path} hint={hint} navigate={scope.navigate}>
      {children}
    </PathLink>
  );
}

interface PathLinkProps {
  path: string;
  hint?: string | undefined;
  className?: string;
  navigate: (path: string) => void;
  children: ReactNode;
}

function PathLink({ path, hint, className, navigate, children }: PathLinkProps) {
  return (
    <a
      href={path}
      title={hint}
      className={className}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        navigate(path);
      }}
    >
      {children}
    </a>
  );
}

interface MentionProps {
  name: string;
  isJoined: boolean | undefined;
  scope: TextScope;
}

function Mention({ name, isJoined, scope }: MentionProps) {
  const person = usePerson(name, isJoined, scope);
  const wide =
    scope.channelWide !== false && resolveName(name, (one) => (isChannelWide(one) ? one : undefined), isJoined);
  if (wide) {
    return (
      <>
        <span className="at me">@{wide.name}</span>
        {wide.rest}
      </>
    );
  }
  if (!person) return `@${name}`;
  const { id, isMe } = person.found;
  const { openPerson } = scope;
  const className = isMe ? 'at me' : 'at';
  return (
    <>
      {openPerson ? (
        <button type="button" className={className} onClick={(event) => openPerson(id, event.currentTarget)}>
          @{person.name}
        </button>
      ) : (
        <span className={className}>@{person.name}</span>
      )}
      {person.rest}
    </>
  );
}

const neverTold = () => () => {};

/** Whom the name means; drawn anew when that is another. */
function usePerson(name: string, isJoined: boolean | undefined, scope: TextScope) {
  const find = () => resolveName(name, (one) => scope.person?.(one), isJoined);
  // What tells one answer from another.
  const mark = () => {
    const person = find();
    return person && `${person.name} ${person.found.id}`;
  };
  useSyncExternalStore(scope.watchNames ?? neverTold, mark, mark);
  return find();
}

function Channel({ name, scope }: { name: string; scope: TextScope }) {
  const channel = resolveName(name, (one) => scope.channel?.(one));
  if (!channel) return `~${name}`;
  const label = `~${channel.found.label}`;
  return (
    <>
      {scope.navigate ? (
        <PathLink className="chan" path={channel.found.path} navigate={scope.navigate}>
          {label}
        </PathLink>
      ) : (
        <a className="chan" href={channel.found.path}>
          {label}
        </a>
      )}
      {channel.rest}
    </>
  );
}

const shortestTag = 3;

function Hashtag({ tag, scope }: { tag: string; scope: TextScope }) {
  const { openHashtag } = scope;
  if (!openHashtag || Array.from(tag).length < (scope.shortestHashtag ?? shortestTag)) return `#${tag}`;
  return (
    <button type="button" className="chan" onClick={() => openHashtag(tag)}>
      #{tag}
    </button>
  );
}

/** A word of nothing keeps its line from being drawn large, see text.css. */
function EmojiWord({ name, scope }: { name: string; scope: TextScope }) {
  const picture = useEmoji(name, scope);
  return picture ? <Emoji name={name} picture={picture} /> : <span className="emo-none">{`:${name}:`}</span>;
}

function markWords(text: string, words: readonly string[]): ReactNode {
  const wanted = words.filter((word) => word.trim() !== '').map(wordPattern);
  if (wanted.length === 0) return text;
  return createElement(Fragment, null, ...text.split(new RegExp(`(${wanted.join('|')})`, 'giu')).map(markEveryOther));
}

/** A word by itself, or within others in scripts that put no blanks between words. */
function wordPattern(word: string): string {
  const escaped = escapePattern(word);
  return matchesInside(word) ? escaped : `(?<![\\p{L}\\p{N}_])${escaped}(?![\\p{L}\\p{N}_])`;
}

/** Split by one group, every other piece is a find. */
function markEveryOther(piece: string, i: number): ReactNode {
  return i % 2 === 1 ? <mark>{piece}</mark> : piece;
}

function escapePattern(word: string): string {
  return word.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}
