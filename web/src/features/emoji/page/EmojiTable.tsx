import { useEffect, useRef, useState } from 'react';
import { ChevronLeft, ChevronRight, Trash2 } from 'lucide-react';

import type { CustomEmoji } from '@innermost/protocol/emoji.ts';

import { wantUsers } from '../../../live/hold.ts';
import { live, useLive } from '../../../live/live.ts';
import { canAnywhere, displayName } from '../../../live/select.ts';
import { openDialog } from '../../../shell/dialogs.ts';
import { dayOnly, exactTime } from '../../../shell/time.ts';
import { useNow } from '../../../shell/useNow.ts';
import { Emoji } from '../../../text/Emoji.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { numberOf } from '../../../words/formats.ts';
import { t } from '../../../words/words.ts';
import { deleteOwnEmoji } from '../dialogs.ts';
import { emojiSrc } from '../pictures.ts';

const perPage = 50;

/** One page of them, with a way to the others. */
export function EmojiTable({ emoji }: { emoji: readonly CustomEmoji[] }) {
  const [asked, setPage] = useState(0);
  const scroller = useRef<HTMLDivElement>(null);
  // The last one of a page may just have gone.
  const page = Math.min(asked, Math.ceil(emoji.length / perPage) - 1);
  const shown = emoji.slice(page * perPage, (page + 1) * perPage);
  const makers = shown.map((one) => one.creator_id).join(' ');
  useEffect(() => live.store.change((state) => wantUsers(state, makers.split(' '))), [makers]);
  const turnTo = (next: number) => {
    setPage(next);
    scroller.current?.scrollTo(0, 0);
  };
  return (
    <div className="emoji-scroll" ref={scroller}>
      <table className="data">
        <thead>
          <tr>
            <th>{t('Name')}</th>
            <th className="emoji-maker">{t('Made by')}</th>
            <th className="emoji-when">{t('On')}</th>
            <th className="emoji-acts">
              <span className="sr">{t('Delete')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((one) => (
            <Row key={one.id} emoji={one} />
          ))}
        </tbody>
      </table>
      {emoji.length > perPage && <Pages page={page} count={emoji.length} onPage={turnTo} />}
    </div>
  );
}

function Row({ emoji }: { emoji: CustomEmoji }) {
  const { name, creator_id, create_at } = emoji;
  const now = useNow();
  const maker = useLive((state) => displayName(state.users[creator_id], state.config));
  const mayDelete = useLive(
    (state) =>
      canAnywhere(state, 'delete_emojis') && (creator_id === state.me_id || canAnywhere(state, 'delete_others_emojis')),
  );
  return (
    <tr>
      <td>
        <span className="pcell">
          <Emoji name={name} picture={{ src: emojiSrc(emoji) }} />
          <span className="clip">
            <span className="mono">:{name}:</span>
            <small className="emoji-small">{maker}</small>
          </span>
        </span>
      </td>
      <td className="t2 emoji-maker">{maker}</td>
      <td className="t2 emoji-when">
        <time dateTime={new Date(create_at).toISOString()} title={exactTime(create_at)}>
          {dayOnly(create_at, now)}
        </time>
      </td>
      <td className="emoji-acts">
        {mayDelete && (
          <IconButton
            icon={Trash2}
            label={t('Delete :{name}:', { name })}
            small
            onClick={() => openDialog(deleteOwnEmoji, { name })}
          />
        )}
      </td>
    </tr>
  );
}

interface PagesProps {
  page: number;
  count: number;
  onPage: (page: number) => void;
}

function Pages({ page, count, onPage }: PagesProps) {
  const isLast = (page + 1) * perPage >= count;
  const from = numberOf(page * perPage + 1);
  const to = numberOf(Math.min((page + 1) * perPage, count));
  return (
    <nav className="row emoji-pages" aria-label={t('Pages')}>
      <IconButton icon={ChevronLeft} label={t('Previous page')} off={page === 0} onClick={() => onPage(page - 1)} />
      <output className="small t2">{t('{from} to {to} of {count}', { from, to, count: numberOf(count) })}</output>
      <IconButton icon={ChevronRight} label={t('Next page')} off={isLast} onClick={() => onPage(page + 1)} />
    </nav>
  );
}
