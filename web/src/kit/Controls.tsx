import { useState } from 'react';
import { ArrowUp, BellRing, Bookmark, Copy, Hash, Link, Pencil, Star, Trash2, WifiOff } from 'lucide-react';

import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Confirm } from '../ui/Dialog.tsx';
import { Empty } from '../ui/Empty.tsx';
import { PasswordField, SelectField, TextArea, TextField } from '../ui/Field.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu, MenuCheck, MenuGroup, MenuItem, MenuSeparator } from '../ui/Menu.tsx';
import { Popover } from '../shell/Popover.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { Check, Choices, Segments, Switch } from '../ui/Switch.tsx';
import { showToast } from '../ui/toasts.ts';
import { Section } from './Section.tsx';

const periods = [
  { value: 'day', label: 'Day' },
  { value: 'month', label: '30 days' },
  { value: 'year', label: 'Year' },
] as const;

export function Controls() {
  return (
    <>
      <Section title="Buttons" note="36 px, small 28 px. At rest, off, busy.">
        <Buttons />
      </Section>
      <Section title="Fields" note="40 px. At rest, error.">
        <Fields />
      </Section>
      <Section title="Over the page" note="Menu, popover, dialog, toast.">
        <Overlays />
      </Section>
      <Section title="Banners" note="A sentence, a figure at most, one act.">
        <div className="col stacked">
          <Banner tone="warning" icon={WifiOff} act={<Button small>Try now</Button>}>
            <b>No connection since 10:44.</b> Messages go out when it is back.
          </Banner>
          <Banner tone="danger">
            <b>The server is out of disk space.</b> Files cannot be uploaded.
          </Banner>
          <Banner tone="info">You are reading an archived channel.</Banner>
        </div>
      </Section>
      <Section title="Nothing yet" note="Empty, failed, loading.">
        <div className="three">
          <Empty
            title="All read"
            text="Replies in threads that you follow will wait for you here."
            acts={<Button small>Show older threads</Button>}
          />
          <Empty
            failed
            title="Could not load this thread"
            text="The server answered with an error (500). What you have written is kept."
            acts={<Button small>Try again</Button>}
          />
          <div className="col stacked">
            <Skeleton round />
            <Skeleton width={120} />
            <Skeleton width="82%" />
          </div>
        </div>
      </Section>
    </>
  );
}

function Buttons() {
  const [starred, setStarred] = useState(true);
  return (
    <div className="two">
      <div className="row gap">
        <Button kind="primary">Label</Button>
        <Button>Label</Button>
        <Button kind="quiet">Label</Button>
        <Button kind="danger">Delete</Button>
      </div>
      <div className="row gap">
        <Button kind="primary" busy>
          Sending
        </Button>
        <Button off>Label</Button>
        <Button small kind="primary">
          Small
        </Button>
        <Button small icon={Copy}>
          Copy
        </Button>
      </div>
      <div className="row gap">
        <IconButton icon={Bookmark} label="Save" keys="S" />
        <IconButton icon={BellRing} label="Following" on />
        <IconButton icon={ArrowUp} label="Send" keys="Enter" look="send" />
        <IconButton icon={ArrowUp} label="Send" look="send" off />
        <IconButton icon={Star} label="Favourite" small look="star" on={starred} onClick={() => setStarred(!starred)} />
      </div>
      <Button door kind="primary">
        Sign in
      </Button>
    </div>
  );
}

function Fields() {
  const [checked, setChecked] = useState(true);
  const [on, setOn] = useState(true);
  const [period, setPeriod] = useState<(typeof periods)[number]['value']>('month');
  return (
    <>
      <div className="three">
        <TextField label="Name" placeholder="Grafana" help="Shown beside every post." />
        <PasswordField label="Password" defaultValue="correct horse" autoComplete="off" />
        <TextField label="Name" defaultValue="Grafana" error="Another webhook has this name." />
        <SelectField label="Posts into" icon={Hash} options={[{ value: 'i', label: 'incidents' }]} />
        <TextArea label="Purpose" placeholder="What is this for?" />
        <Choices label="Period" name="period-column" value={period} options={periods} onChange={setPeriod} />
      </div>
      <div className="row wide-gap">
        <Check on={checked} onChange={setChecked}>
          Check box
        </Check>
        <Switch label="Switch" on={on} onChange={setOn} />
        <Switch label="Other switch" on={!on} onChange={(next) => setOn(!next)} />
        <Segments label="Period" name="period" value={period} options={periods} onChange={setPeriod} />
      </div>
    </>
  );
}

function Overlays() {
  const [asking, setAsking] = useState(false);
  const [following, setFollowing] = useState(true);
  return (
    <div className="row gap">
      <Menu label="Message" trigger={<Button>Menu</Button>}>
        <MenuItem icon={Pencil} keys="E" onSelect={() => undefined}>
          Edit
        </MenuItem>
        <MenuItem icon={Link} keys="mod+Shift+K" onSelect={() => undefined}>
          Copy link
        </MenuItem>
        <MenuItem off onSelect={() => undefined}>
          Not now
        </MenuItem>
        <MenuSeparator />
        <MenuGroup title="Thread">
          <MenuCheck on={following} onChange={setFollowing}>
            Follow
          </MenuCheck>
        </MenuGroup>
        <MenuSeparator />
        <MenuItem icon={Trash2} danger onSelect={() => setAsking(true)}>
          Delete
        </MenuItem>
      </Menu>
      <Popover label="Details" trigger={<Button>Popover</Button>}>
        <div style={{ padding: 16 }}>A popover is a small dialog.</div>
      </Popover>
      <Button onClick={() => setAsking(true)}>Dialog</Button>
      <Button onClick={() => showToast({ text: 'Message removed', act: { label: 'Undo', run: () => undefined } })}>
        Toast
      </Button>
      <Confirm
        open={asking}
        title="Delete #storage-move?"
        text="214 messages and 9 files will be gone for all 18 members. An archived channel can still be read instead."
        verb="Delete channel"
        danger
        instead={{ label: 'Archive instead', onPress: () => setAsking(false) }}
        onConfirm={() => setAsking(false)}
        onClose={() => setAsking(false)}
      />
    </div>
  );
}
