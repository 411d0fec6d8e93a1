import { Activity, PackageCheck, Search } from 'lucide-react';

import { Avatar, AvatarStack } from '../ui/Avatar.tsx';
import { Badge, Count } from '../ui/Badge.tsx';
import { Keys } from '../ui/Keys.tsx';
import { presenceWord } from '../ui/Presence.tsx';
import { State, stateClass, type WorkState } from '../ui/StateMark.tsx';
import { Tag } from '../ui/Tag.tsx';
import { Section } from './Section.tsx';

const surfaces = ['wall', 'sheet', 'raised', 'sunken', 'line', 'line-control', 'text-3', 'text-2', 'text-1'];
const meanings = ['accent', 'accent-soft', 'lamp', 'lamp-soft', 'lamp-line', 'danger', 'info', 'good', 'warning'];
const sizes: [size: string, text: string, weight: number][] = [
  ['28', 'Make the first account', 680],
  ['22', 'Notifications', 680],
  ['18', 'incidents', 680],
  ['16', 'The replica caught up at 10:31, lag is below 200 ms again.', 400],
  ['15', 'release-engineering, Реплика догнала, Η αναπαραγωγή', 400],
  ['14', 'Last today at 10:41', 400],
  ['13', '10:42 · Favourites · 23 found', 400],
];
const states: WorkState[] = ['firing', 'acknowledged', 'resolved', 'failed', 'passed', 'unstable', 'running'];

export function Foundations() {
  return (
    <>
      <Section title="Surfaces" note="Light gathers inward: wall, sheet, raised.">
        <Swatches names={surfaces} />
      </Section>
      <Section title="Meaning" note="Petrol: act. Apricot: for you. The rest: states.">
        <Swatches names={meanings} />
      </Section>
      <Section title="Type" note="Source Sans 3 and JetBrains Mono.">
        <div className="col stacked">
          {sizes.map(([size, text, weight]) => (
            <span key={size} style={{ font: `var(--text-${size})`, fontWeight: weight }}>
              {text}
            </span>
          ))}
          <span className="mono">select pg_wal_lsn_diff(sent_lsn, replay_lsn)</span>
        </div>
      </Section>
      <Section title="Who speaks" note="Round: people. Square: bots, and outlined: webhooks. Doorway: agents.">
        <div className="row wide-gap">
          <Avatar id="person" name="A Person" size={40} />
          <Avatar id="bot" kind="bot" name="CI" icon={PackageCheck} size={40} />
          <Tag>Bot</Tag>
          <Avatar id="hook" kind="webhook" name="Grafana" icon={Activity} size={40} />
          <Tag>Webhook</Tag>
          <Avatar id="agent" kind="agent" name="Scout" icon={Search} size={40} />
          <Tag agent>Agent</Tag>
          <AvatarStack>
            {['a1', 'b2', 'c3'].map((id) => (
              <Avatar key={id} id={id} name={`${id} x`} size={20} />
            ))}
          </AvatarStack>
        </div>
      </Section>
      <Section title="Presence" note="Told apart by shape as well.">
        <div className="row wide-gap">
          {(['online', 'away', 'dnd', 'offline'] as const).map((presence) => (
            <span key={presence} className="row">
              <Avatar id="tr" name="T R" size={32} presence={presence} />
              {presenceWord(presence)}
            </span>
          ))}
        </div>
      </Section>
      <Section title="States" note="A mark, a word and a spine for each.">
        <div className="row wide-gap">
          {states.map((state) => (
            <div key={state} className={`slip ${stateClass(state)}`}>
              <div className="ttl">
                <State state={state} />
              </div>
            </div>
          ))}
        </div>
      </Section>
      <Section title="Small things" note="Badges, tags, keys.">
        <div className="row gap">
          <Badge count={3} />
          <Badge count={12} />
          <Badge count={120} />
          <Count count={23} />
          <span className="dot" />
          <Keys of="mod+K" />
          <mark>found</mark>
        </div>
      </Section>
    </>
  );
}

function Swatches({ names }: { names: string[] }) {
  return (
    <div className="swatches">
      {names.map((name) => (
        <div key={name}>
          <span style={{ background: `var(--${name})` }} />
          <b>{name}</b>
        </div>
      ))}
    </div>
  );
}
