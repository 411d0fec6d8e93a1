import { useDeferredValue, useState } from 'react';
import { Plus, Search } from 'lucide-react';
import { useLocation, useSearch } from 'wouter';

import { emojiLimits, type CustomEmoji } from '@innermost/protocol/emoji.ts';
import type { Team } from '@innermost/protocol/teams.ts';

import { useLive } from '../../../live/live.ts';
import { canAnywhere } from '../../../live/select.ts';
import { SheetBanners } from '../../../shell/SheetBanners.tsx';
import { sentenceFor } from '../../../shell/errors.ts';
import { ListBack } from '../../../shell/ListBack.tsx';
import { bestFits } from '../../../text/match.ts';
import { Button } from '../../../ui/Button.tsx';
import { classNames } from '../../../ui/class-names.ts';
import { Empty } from '../../../ui/Empty.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { numberOf } from '../../../words/formats.ts';
import { t } from '../../../words/words.ts';
import { areOwnOn, ownEmoji } from '../pictures.ts';
import { useAllEmoji } from '../useAllEmoji.ts';
import { AddEmoji } from './AddEmoji.tsx';
import { EmojiTable } from './EmojiTable.tsx';
import './emoji-page.css';

/** The emoji of this server: all of them in pages, and a form for another. */
export function EmojiPage({ team }: { team: Team }) {
  const isOn = useLive(areOwnOn);
  return (
    <main className="sheet" id="main" data-region="main">
      {isOn ? <OwnEmoji team={team} /> : <SwitchedOff team={team} />}
    </main>
  );
}

function SwitchedOff({ team }: { team: Team }) {
  return (
    <>
      <header className="head">
        <ListBack team={team} to={`/${team.name}/settings`} />
        <h2>{t('Emoji')}</h2>
      </header>
      <SheetBanners />
      <Empty
        title={t('This server has no emoji of its own')}
        text={t('An administrator has switched them off: ServiceSettings.EnableCustomEmoji.')}
      />
    </>
  );
}

const none: readonly CustomEmoji[] = [];

function OwnEmoji({ team }: { team: Team }) {
  const [, navigate] = useLocation();
  const isAdding = new URLSearchParams(useSearch()).get('emoji') === 'new';
  const mayAdd = useLive((state) => canAnywhere(state, 'create_emojis'));
  const meId = useLive((state) => state.me_id);
  const held = useLive((state) => state.emoji);
  const { isListed, error, again } = useAllEmoji();
  const [term, setTerm] = useState('');
  const [isMine, setMine] = useState(false);
  const all = isListed ? ownEmoji(held) : none;
  const mine = all.filter((one) => one.creator_id === meId);
  const wanted = useDeferredValue(term.replaceAll(':', '').trim());
  const among = isMine ? mine : all;
  const shown = wanted === '' ? among : bestFits(among, wanted, ({ name }) => [name], among.length);
  const here = `/${team.name}/emoji`;
  const add = () => navigate(`${here}?emoji=new`);
  return (
    <>
      <header className="head">
        <ListBack team={team} to={`/${team.name}/settings`} />
        <h2>{t('Emoji')}</h2>
        <span className="topic">
          {isListed &&
            t('{count} of your own, up to {limit} KB each', {
              count: numberOf(all.length),
              limit: emojiLimits.bytes / 1024,
            })}
        </span>
        {mayAdd && !isAdding && (
          <Button kind="primary" icon={Plus} onClick={add}>
            {t('Add emoji')}
          </Button>
        )}
      </header>
      <SheetBanners />
      {all.length > 0 && (
        <div className="toolbar emoji-find">
          <FindField term={term} onTerm={setTerm} />
          <Filter on={!isMine} label={t('All')} onPress={() => setMine(false)} />
          <Filter on={isMine} label={t('Mine')} count={mine.length} onPress={() => setMine(true)} />
        </div>
      )}
      <div className={classNames('emoji-page', isAdding && mayAdd && 'adding')}>
        <section className="emoji-all" aria-label={t('Emoji of this server')}>
          {error && !isListed && (
            <Empty
              failed
              title={t('Could not load the emoji')}
              text={sentenceFor(error)}
              acts={
                <Button small onClick={again}>
                  {t('Try again')}
                </Button>
              }
            />
          )}
          {!error && !isListed && <Skeletons />}
          {isListed && shown.length === 0 && <Nothing isEmpty={all.length === 0} mayAdd={mayAdd} onAdd={add} />}
          {shown.length > 0 && <EmojiTable key={`${isMine} ${wanted}`} emoji={shown} />}
        </section>
        {isAdding && mayAdd && <AddEmoji onClose={() => navigate(here)} />}
      </div>
    </>
  );
}

function FindField({ term, onTerm }: { term: string; onTerm: (term: string) => void }) {
  return (
    <div className="find">
      <Icon of={Search} />
      <input
        type="search"
        placeholder={t('Name')}
        aria-label={t('Find emoji by name')}
        autoComplete="off"
        spellCheck={false}
        value={term}
        onChange={(event) => onTerm(event.target.value)}
      />
    </div>
  );
}

interface FilterProps {
  on: boolean;
  label: string;
  count?: number;
  onPress: () => void;
}

function Filter({ on, label, count, onPress }: FilterProps) {
  return (
    <button type="button" className={classNames('chip', on && 'on')} aria-pressed={on} onClick={onPress}>
      {label} {count !== undefined && <span className="n">{numberOf(count)}</span>}
    </button>
  );
}

function Nothing({ isEmpty, mayAdd, onAdd }: { isEmpty: boolean; mayAdd: boolean; onAdd: () => void }) {
  if (!isEmpty) return <Empty title={t('No emoji fits')} text={t('Try another word.')} />;
  return (
    <Empty
      title={t('No emoji of your own yet')}
      text={t('Anybody can use what you add here, in messages and as a reaction.')}
      acts={
        mayAdd && (
          <Button small onClick={onAdd}>
            {t('Add emoji')}
          </Button>
        )
      }
    />
  );
}

function Skeletons() {
  return (
    <div className="emoji-waiting" aria-busy="true">
      {[180, 120, 220, 150].map((width) => (
        <Skeleton key={width} width={width} />
      ))}
    </div>
  );
}
