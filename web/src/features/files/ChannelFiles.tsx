import { Fragment, useDeferredValue, useState } from 'react';
import { CornerUpLeft, Search } from 'lucide-react';
import { useLocation } from 'wouter';

import type { FileKind } from '@innermost/protocol/file-kinds.ts';
import type { FileInfo } from '@innermost/protocol/files.ts';
import type { Team } from '@innermost/protocol/teams.ts';

import { useLive } from '../../live/live.ts';
import { displayName } from '../../live/select.ts';
import { lastSpan } from '../../live/spans.ts';
import { useChannelFiles } from '../../queries/use-channel-files.ts';
import { sentenceFor } from '../../shell/errors.ts';
import { postPath } from '../../shell/paths.ts';
import { clockTime, dayName } from '../../shell/time.ts';
import { useNow } from '../../shell/useNow.ts';
import { Button } from '../../ui/Button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Empty } from '../../ui/Empty.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { bytesOf } from '../../words/formats.ts';
import { type Message, msg, t } from '../../words/words.ts';
import { roleOf } from './arrange.ts';
import { DownloadLink } from './FileCard.tsx';
import { FileMenu } from './FileMenu.tsx';
import { kindWord, lookOf, pictureUrl } from './of-file.ts';
import { OpensFile } from './OpensFile.tsx';
import './files.css';

const kinds: readonly (readonly [FileKind | undefined, Message])[] = [
  [undefined, msg('All')],
  ['images', msg('Images')],
  ['documents', msg('Documents')],
  ['texts', msg('Code and logs')],
  ['media', msg('Video and sound')],
];

export interface ChannelFilesProps {
  channelId: string;
  team: Team;
}

/** What was posted in a channel, newest first, by kind and name. */
export function ChannelFiles({ channelId, team }: ChannelFilesProps) {
  const [kind, setKind] = useState<FileKind>();
  const [typed, setTyped] = useState('');
  const name = useDeferredValue(typed.trim());
  const newest = useNewestWithFiles(channelId);
  const { files, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useChannelFiles(
    channelId,
    { kind, name, newest },
  );
  return (
    <>
      <div className="files-find">
        <label className="find">
          <Icon of={Search} />
          <input
            type="search"
            aria-label={t('Name of a file')}
            placeholder={t('Name of a file')}
            value={typed}
            onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          />
        </label>
        <fieldset className="chips" aria-label={t('Kind')}>
          {kinds.map(([one, word]) => (
            <button
              key={one ?? 'all'}
              type="button"
              className={classNames('chip', one === kind && 'on')}
              aria-pressed={one === kind}
              onClick={() => setKind(one)}
            >
              {t(word)}
            </button>
          ))}
        </fieldset>
      </div>
      {error && !files && (
        <Empty
          failed
          title={t('Could not load the files')}
          text={sentenceFor(error)}
          acts={
            <Button small onClick={() => void refetch()}>
              {t('Try again')}
            </Button>
          }
        />
      )}
      {files?.length === 0 ? (
        <NoFiles isNarrowed={kind !== undefined || name !== ''} />
      ) : (
        <div className="panel-list" aria-busy={isPending}>
          {files && <FileRows files={files} team={team} />}
          {hasNextPage && (
            <Button small busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              {t('Show more')}
            </Button>
          )}
        </div>
      )}
    </>
  );
}

function NoFiles({ isNarrowed }: { isNarrowed: boolean }) {
  return isNarrowed ? (
    <Empty title={t('No such file here')} text={t('Try another kind, or a shorter part of the name.')} />
  ) : (
    <Empty title={t('No files yet')} text={t('What is posted here with a message can be found here again.')} />
  );
}

/** The newest message of the channel that has files, while that stands at the end: the list is asked for anew then. */
function useNewestWithFiles(channelId: string): string | undefined {
  const [seen, setSeen] = useState<string>();
  const last = useLive((state) => {
    const post = state.posts.get(lastSpan(state.spans[channelId] ?? [])?.ids.at(-1) ?? '');
    return post && post.file_ids.length > 0 ? post.id : undefined;
  });
  if (last !== undefined && last !== seen) setSeen(last);
  return last ?? seen;
}

function FileRows({ files, team }: { files: readonly FileInfo[]; team: Team }) {
  const now = useNow();
  return files.map((file, index) => {
    const before = files[index - 1];
    const day = dayName(file.create_at, now);
    return (
      <Fragment key={file.id}>
        {(!before || dayName(before.create_at, now) !== day) && <h3 className="subhead">{day}</h3>}
        <FileRow file={file} team={team} />
      </Fragment>
    );
  });
}

function FileRow({ file, team }: { file: FileInfo; team: Team }) {
  const [, navigate] = useLocation();
  const { post_id = '' } = file;
  const post = useLive((state) => state.posts.get(post_id));
  const sender = useLive((state) => displayName(state.users[file.user_id], state.config));
  // What is held of the message is newer than the list.
  const isGone = post !== undefined && (post.delete_at > 0 || !post.file_ids.includes(file.id));
  if (isGone) return null;
  const about = [sender, clockTime(file.create_at), bytesOf(file.size)].filter((part) => part !== '').join(' · ');
  return (
    <div className="frow">
      <OpensFile file={file} className="file-open" label={`${file.name}, ${kindWord(file)}, ${about}`} />
      <span className="ft">
        {roleOf(file) === 'picture' ? (
          <img src={pictureUrl(file, 40, 40)} alt="" loading="lazy" decoding="async" />
        ) : (
          <Icon of={lookOf(file).icon} large />
        )}
      </span>
      <div className="frow-words" aria-hidden="true">
        <div className="nm clip">
          <bdi>{file.name}</bdi>
        </div>
        <div className="mt clip">{about}</div>
      </div>
      <span className="file-acts">
        <DownloadLink file={file} />
        <IconButton
          icon={CornerUpLeft}
          label={t('Show message')}
          small
          onClick={() => navigate(postPath(team.name, post_id))}
        />
        <FileMenu file={file} post={post} />
      </span>
    </div>
  );
}
