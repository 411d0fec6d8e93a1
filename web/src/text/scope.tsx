// What text needs to know of the world around it. text/ knows no store: whoever shows messages provides this.
import { createContext, type ReactNode, use, useMemo } from 'react';

export interface Mentioned {
  id: string;
  isMe: boolean;
}

export interface ChannelLink {
  label: string;
  /** Path on this server. */
  path: string;
}

/** A character of the system's font, or the address of a picture. */
export type EmojiPicture = { character: string } | { src: string };

export interface PictureSize {
  width: number;
  height: number;
}

export interface TextScope {
  /** By lower-case username. */
  person?: (username: string) => Mentioned | undefined;
  /** Tells when `person` has another answer for a name; returns what ends that. */
  watchNames?: (told: () => void) => () => void;
  /** By lower-case channel name. */
  channel?: (name: string) => ChannelLink | undefined;
  /** By name without colons; undefined leaves the name as it was typed. */
  emoji?: (name: string) => EmojiPicture | undefined;
  /** Tells when `emoji` has another answer for a name; returns what ends that. */
  watchEmoji?: (told: () => void) => () => void;
  /** Is told of names that are shown and have no picture. */
  missEmoji?: (name: string) => void;
  /** False where the sender may not mention everybody: @all is then only text. */
  channelWide?: boolean;
  /** Without it mentions cannot be pressed. */
  openPerson?: (id: string, anchor: HTMLElement) => void;
  /** Without it hashtags are only text. */
  openHashtag?: (tag: string) => void;
  /** In characters without the sign; shorter ones are text. */
  shortestHashtag?: number;
  /** Follows a path on this server without loading the page. */
  navigate?: (path: string) => void;
  /** Addresses of this server, without a slash at the end: links to them stay in this tab. */
  origins?: readonly string[];
  /** The address to load a picture from, where pictures of strangers go through a proxy. */
  pictureSrc?: (src: string) => string;
  /** What is to be said of a picture that did not come. */
  whyNoPicture?: (src: string) => Promise<string | undefined>;
  /** In pixels, where it is known before loading. */
  pictureSize?: (src: string) => PictureSize | undefined;
  /** Words to mark: what was searched for, or the reader's own. */
  marked?: readonly string[];
}

const Context = createContext<TextScope>({});

export interface TextScopeProviderProps {
  value: TextScope;
  children: ReactNode;
}

export function TextScopeProvider({ value, children }: TextScopeProviderProps) {
  return <Context value={value}>{children}</Context>;
}

/** What surrounds it, with what differs for one message. */
export function useTextScope(own?: TextScope): TextScope {
  const around = use(Context);
  return useMemo(() => (own ? { ...around, ...own } : around), [around, own]);
}
