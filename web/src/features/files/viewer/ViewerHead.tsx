import { CornerUpLeft, Link, X } from 'lucide-react';
import { useLocation } from 'wouter';

import type { FileInfo } from '@innermost/protocol/files.ts';
import type { Post } from '@innermost/protocol/posts.ts';
import type { Team } from '@innermost/protocol/teams.ts';

import { useLive, useSteadyChannel } from '../../../live/live.ts';
import { channelLabel, displayName } from '../../../live/select.ts';
import { UserAvatar } from '../../../people/UserAvatar.tsx';
import { postPath } from '../../../shell/paths.ts';
import { clockTime, dayName } from '../../../shell/time.ts';
import { useWidth } from '../../../shell/use-width.ts';
import { useNow } from '../../../shell/useNow.ts';
import { Button } from '../../../ui/Button.tsx';
import { copyText } from '../../../ui/copy.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { bytesOf } from '../../../words/formats.ts';
import { t } from '../../../words/words.ts';
import { closeFile, linkTo } from '../address.ts';
import { DownloadLink } from '../FileCard.tsx';
import { FileMenu } from '../FileMenu.tsx';

export interface ViewerHeadProps {
  file: FileInfo | undefined;
  post: Post | undefined;
  team: Team;
  /** "1 of 8"; may be empty. */
  place: string;
  lines: string;
}

/** What it is, from whom, when and where; and what can be done with it. */
export function ViewerHead({ file, post, team, place, lines }: ViewerHeadProps) {
  const [, navigate] = useLocation();
  const isPhone = useWidth() === 'phone';
  const show = () => post && navigate(postPath(team.name, post.id));
  return (
    <header>
      {post && <UserAvatar userId={post.user_id} size={32} />}
      <div className="grow">
        <h2 className="clip">
          <bdi>{file?.name ?? t('File')}</bdi>
        </h2>
        <div className="mt clip">{post && file && <About file={file} post={post} place={place} />}</div>
      </div>
      {post && file && (
        <>
          {isPhone ? (
            <IconButton icon={CornerUpLeft} label={t('Show message')} onClick={show} />
          ) : (
            <Button small kind="quiet" icon={CornerUpLeft} onClick={show}>
              {t('Show message')}
            </Button>
          )}
          {!isPhone && (
            <>
              <IconButton
                icon={Link}
                label={t('Copy link')}
                tipSide="bottom"
                onClick={() => void copyText(linkTo(file, lines), t('Link copied'))}
              />
              <DownloadLink file={file} small={false} />
            </>
          )}
          <FileMenu file={file} post={post} small={false} inViewer />
          <span className="vr" />
        </>
      )}
      <IconButton icon={X} label={t('Close')} keys="Escape" tipSide="bottom" onClick={closeFile} />
    </header>
  );
}

function About({ file, post, place }: { file: FileInfo; post: Post; place: string }) {
  const now = useNow();
  const name = useLive((state) => displayName(state.users[post.user_id], state.config));
  const channel = useSteadyChannel((state) => state.channels[post.channel_id]);
  const label = useLive((state) => (channel ? channelLabel(state, channel) : ''));
  const { width = 0, height = 0 } = file;
  const facts = [
    name,
    `${dayName(post.create_at, now)} ${clockTime(post.create_at)}`,
    label,
    width > 0 && height > 0 ? `${width} × ${height}` : '',
    bytesOf(file.size),
    place,
  ];
  return facts.filter((fact) => fact !== '').join(' · ');
}
