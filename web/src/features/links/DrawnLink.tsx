import { type ReactNode, use, useEffect, useMemo, useState } from 'react';
import { X } from 'lucide-react';
import { Link } from 'wouter';

import { patchPost, type Post } from '@innermost/protocol/posts.ts';

import { live, useLive } from '../../live/live.ts';
import { displayName } from '../../live/select.ts';
import { meetPeople } from '../../people/meet.ts';
import { HereContext } from '../../shell/declared.ts';
import { postPath } from '../../shell/paths.ts';
import { whenShort } from '../../shell/time.ts';
import { InlineImage } from '../../text/InlineImage.tsx';
import { plainText } from '../../text/nodes.ts';
import { parseBeginning } from '../../text/parse.ts';
import { useTextScope } from '../../text/scope.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { t } from '../../words/words.ts';
import { filesInWords } from '../files/summary.ts';
import { type PageCard, type Quote, shownLink } from './embed.ts';
import { writtenText } from './written.ts';
import './links.css';

/** A page, a picture or a message that a message links to. Its author may take it away. */
export function DrawnLink({ post }: { post: Post }) {
  const shown = useMemo(() => shownLink(post), [post]);
  if (!shown) return null;
  return (
    <Removable post={post}>
      {shown.kind === 'page' && <Page card={shown} />}
      {shown.kind === 'picture' && <Picture src={shown.src} post={post} />}
      {shown.kind === 'message' && <Message quote={shown} />}
    </Removable>
  );
}

function Removable({ post, children }: { post: Post; children: ReactNode }) {
  const isMine = useLive(({ me_id }) => me_id === post.user_id);
  return (
    <div className="links">
      {children}
      {isMine && <IconButton icon={X} label={t('Remove the preview')} small onClick={() => void removePreview(post)} />}
    </div>
  );
}

/** Wire: official clients take the prop for the same. */
async function removePreview({ id, channel_id }: Post): Promise<void> {
  const changed = (held: Post) => ({ ...held.props, remove_link_preview: 'true' });
  await live.acts.act({
    event: 'post_edited',
    data(state) {
      const held = state.posts.get(id);
      return held && { post: { ...held, props: changed(held) } };
    },
    scope: { channel_id },
    send() {
      const held = live.store.getState().posts.get(id);
      const props = held ? changed(held) : { remove_link_preview: 'true' };
      return live.client.call(patchPost, { params: { post_id: id }, body: { props } });
    },
    place: `post:${id}`,
    failed: t('The preview was not removed'),
    isRepeatable: true,
  });
}

function Page({ card: { href, site, title, description, picture } }: { card: PageCard }) {
  const scope = useTextScope();
  const [isMissing, setMissing] = useState(false);
  return (
    <a className="link" href={href} target="_blank" rel="noopener noreferrer nofollow">
      <div>
        <div className="site">{site}</div>
        <div className="ttl">{title}</div>
        {description !== '' && <div className="dsc">{description}</div>}
      </div>
      {picture !== undefined && !isMissing && (
        <div className="pic">
          <img
            src={scope.pictureSrc?.(picture) ?? picture}
            alt=""
            loading="lazy"
            decoding="async"
            referrerPolicy="no-referrer"
            onError={() => setMissing(true)}
          />
        </div>
      )}
    </a>
  );
}

function Picture({ src, post }: { src: string; post: Post }) {
  const around = useTextScope();
  const scope = { ...around, pictureSize: (of: string) => post.metadata.images?.[of] };
  return <InlineImage src={src} alt="" width={undefined} height={undefined} scope={scope} />;
}

/** As it is now where it is held, else as it was when this message was read. */
function Message({ quote: { id, post: told, team, channel } }: { quote: Quote }) {
  const post = useLive((state) => state.posts.get(id)) ?? told;
  const author = useLive((state) => state.users[post.user_id]);
  const name = useLive((state) => displayName(author, state.config));
  const here = use(HereContext);
  const [now] = useState(() => Date.now());
  useEffect(() => {
    if (!author) meetPeople([post.user_id]);
  }, [author, post.user_id]);
  const text = plainText(parseBeginning(writtenText(post))).trim();
  const when = whenShort(post.create_at, now);
  return (
    <Link className="link" href={postPath(team || (here?.team.name ?? ''), id)}>
      <div>
        <div className="site">{[name, channel, when].filter((one) => one !== '').join(' · ')}</div>
        <div className="dsc">{text || filesInWords(post) || t('A message without text')}</div>
      </div>
    </Link>
  );
}
