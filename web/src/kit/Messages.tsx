import { type ReactNode, useState } from 'react';
import { Activity, PackageCheck, Rocket } from 'lucide-react';

import { Attachments } from '../features/attachments/Attachments.tsx';
import { EmojiPicker } from '../features/emoji/EmojiPicker.tsx';
import { emojiPicture, watchEmoji } from '../features/emoji/pictures.ts';
import { type TextScope, TextScopeProvider } from '../text/scope.tsx';
import { Text } from '../text/Text.tsx';
import { Avatar, type AvatarProps } from '../ui/Avatar.tsx';
import { Button } from '../ui/Button.tsx';
import { Popover } from '../shell/Popover.tsx';
import { Tag } from '../ui/Tag.tsx';
import { samples, slips } from './samples.ts';
import { Section } from './Section.tsx';

const people = new Map(['mara', 'jonas', 'tomas'].map((name) => [name, { id: name, isMe: false }]));
people.set('ines', { id: 'ines', isMe: true });

export function Messages() {
  const scope: TextScope = {
    emoji: emojiPicture,
    watchEmoji,
    person: (name) => people.get(name),
    channel: (name) => (name === 'incidents' ? { label: 'incidents', path: '#' } : undefined),
    openPerson: () => undefined,
    openHashtag: () => undefined,
    navigate: () => undefined,
  };
  return (
    <TextScopeProvider value={scope}>
      <Section title="Text" note="Markdown from tokens to elements, starting at one left edge.">
        {samples.map((sample) => (
          <Message key={sample} avatar={{ id: 'mara', name: 'M L' }} name="Mara">
            <Text source={sample} />
          </Message>
        ))}
      </Section>
      <Section title="Slips" note="Attachments of webhooks and bots.">
        <Message avatar={{ id: 'b', name: 'BuildBot', kind: 'webhook', icon: Rocket }} name="BuildBot" tag="Webhook">
          <Text source="Deployment to staging completed" />
          <Attachments attachments={slips.example} />
        </Message>
        <Message avatar={{ id: 'ci', name: 'CI', kind: 'bot', icon: PackageCheck }} name="CI" tag="Bot">
          <Attachments attachments={slips.build} />
        </Message>
        <Message avatar={{ id: 'g', name: 'Grafana', kind: 'webhook', icon: Activity }} name="Grafana" tag="Webhook">
          <Attachments attachments={slips.alerts} />
        </Message>
      </Section>
      <Section title="Emoji" note="Search, categories, keyboard, often used, skin tones.">
        <Picking />
      </Section>
    </TextScopeProvider>
  );
}

function Picking() {
  const [picked, setPicked] = useState('');
  return (
    <div className="row wide-gap">
      <EmojiPicker onPick={setPicked} />
      <div className="col gap">
        <Popover bare label="Emoji" side="top" trigger={<Button>In a popover</Button>}>
          <EmojiPicker onPick={setPicked} />
        </Popover>
        <span className="t2">Picked: {picked}</span>
      </div>
    </div>
  );
}

interface MessageProps {
  avatar: AvatarProps;
  name: string;
  tag?: string;
  children: ReactNode;
}

function Message({ avatar, name, tag, children }: MessageProps) {
  return (
    <article className="msg first">
      <div className="gut">
        <Avatar {...avatar} />
      </div>
      <div>
        <div className="who">
          <b>{name}</b>
          {tag && <Tag>{tag}</Tag>}
          <time>10:24</time>
        </div>
        <div className="body">{children}</div>
      </div>
    </article>
  );
}
