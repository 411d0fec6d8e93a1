import { type CSSProperties, createElement, Fragment, useMemo, useState } from 'react';

import { TextLink } from '../../text/Inlines.tsx';
import { InlineImage } from '../../text/InlineImage.tsx';
import { type TextScope, useTextScope } from '../../text/scope.tsx';
import { Folded } from '../../text/Folded.tsx';
import { InlineText, Text } from '../../text/Text.tsx';
import { splitLabel } from '../../text/words.ts';
import { Button } from '../../ui/Button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { State, stateClass, StateMark } from '../../ui/StateMark.tsx';
import { stampFormat } from '../../words/formats.ts';
import { type Message, msg, t } from '../../words/words.ts';
import { readAttachments, type Slip } from './read.ts';

export interface AttachmentsProps {
  /** `post.props.attachments`, unchecked. */
  attachments: unknown;
  /** What differs for this message from the scope around it. */
  scope?: TextScope;
  /** Of the post, for what is unfolded. */
  id?: string;
  isWhole?: boolean;
}

const mostAtOnce = 20;
const mostFields = 40;
/** Elements that the texts of all slips together may take at once, and of one in any case. */
const mostText = 600;
const leastText = 60;
/** The sender chose a colour by name; the name is the word that goes with its mark. */
const words: Record<NonNullable<Slip['state']>, Message> = {
  passed: msg('Good'),
  failed: msg('Danger'),
  unstable: msg('Warning'),
};

/** What a machine hands in: hangs from a spine, has no frame. Nothing at all when nothing can be shown. */
export function Attachments({ attachments, scope, id = '', isWhole: isOpen = false }: AttachmentsProps) {
  const own = useTextScope(scope);
  const [isWhole, setWhole] = useState(false);
  const slips = useMemo(() => readAttachments(attachments), [attachments]);
  if (slips.length === 0) return null;
  const most = Math.max(leastText, Math.floor(mostText / Math.min(slips.length, mostAtOnce)));
  const shown = isWhole ? slips : slips.slice(0, mostAtOnce);
  return (
    <div className="slips">
      {createElement(
        Fragment,
        null,
        ...shown.map((slip, index) => toSlip(slip, own, { fold: { id: `${id} ${index}`, isWhole: isOpen }, most })),
      )}
      {shown.length < slips.length && (
        <Button small onClick={() => setWhole(true)}>
          {t('Show {count} more', { count: slips.length - shown.length })}
        </Button>
      )}
    </div>
  );
}

function toSlip(slip: Slip, scope: TextScope, { fold, most }: Pick<SlipCardProps, 'fold' | 'most'>) {
  return (
    <>
      {slip.pretext && (
        <div className="pretext">
          <Text source={slip.pretext} scope={scope} most={most} />
        </div>
      )}
      <SlipCard slip={slip} scope={scope} fold={fold} most={most} />
    </>
  );
}

interface SlipCardProps {
  slip: Slip;
  fold: { id: string; isWhole: boolean };
  /** Roughly, elements of its text that are drawn at once. */
  most: number;
  scope: TextScope;
}

type SlipPartProps = Omit<SlipCardProps, 'fold' | 'most'>;

function SlipCard({ slip, scope, fold, most }: SlipCardProps) {
  const { state, spine, text, fields, image, thumb } = slip;
  const color = spine && ({ '--spine': spine } as CSSProperties);
  return (
    <div className={classNames('slip', state && stateClass(state))} style={color || undefined}>
      {thumb && <SlipPicture className="slip-thumb" src={thumb} scope={scope} />}
      <SlipAuthor slip={slip} scope={scope} />
      <SlipTitle slip={slip} scope={scope} />
      {text && (
        <div className="txt">
          <Folded {...fold} source={text} scope={scope} most={most} />
        </div>
      )}
      {fields.length > 0 && <SlipFields fields={fields} scope={scope} most={most} />}
      {image && <InlineImage src={image} alt="" width={undefined} height={undefined} scope={scope} />}
      {slip.actions.length > 0 && <SlipActions labels={slip.actions} />}
      <SlipFooter slip={slip} scope={scope} />
    </div>
  );
}

/** They are shown, so that nobody thinks the message is empty; pressing them is not built yet. */
function SlipActions({ labels }: { labels: readonly string[] }) {
  const toButton = (label: string) => (
    <Button small off title={t('Buttons of programs cannot be pressed here yet.')}>
      {label}
    </Button>
  );
  return createElement('div', { className: 'row wrap' }, ...labels.map(toButton));
}

function SlipAuthor({ slip: { author }, scope }: SlipPartProps) {
  if (!author) return null;
  return (
    <div className="slip-author">
      {author.icon && <SlipPicture src={author.icon} scope={scope} />}
      {author.href ? (
        <Labelled href={author.href} text={author.name} scope={scope} />
      ) : (
        <span className="slip-words">
          <InlineText source={author.name} scope={scope} />
        </span>
      )}
    </div>
  );
}

/** Colour is never the only sign: a mark goes with it, and where no title stands beside the mark, a word. */
function SlipTitle({ slip: { state, title, titleHref }, scope }: SlipPartProps) {
  if (!title)
    return state ? (
      <div className="ttl">
        <State state={state} word={t(words[state])} />
      </div>
    ) : null;
  return (
    <div className="ttl">
      {state && (
        <span className={`state ${stateClass(state)}`}>
          <StateMark state={state} label={t(words[state])} />
        </span>
      )}
      <span className="lead">
        {titleHref ? (
          <Labelled href={titleHref} text={title} scope={scope} />
        ) : (
          <InlineText source={title} scope={scope} />
        )}
      </span>
    </div>
  );
}

interface SlipFieldsProps {
  fields: Slip['fields'];
  scope: TextScope;
  most: number;
}

function SlipFields({ fields, scope, most }: SlipFieldsProps) {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? fields : fields.slice(0, mostFields);
  const each = Math.max(10, Math.floor(most / shown.length));
  const toField = ({ title, value, isShort }: Slip['fields'][number]) => (
    <div className={isShort ? undefined : 'long'}>
      <dt>
        <InlineText source={title} scope={scope} />
      </dt>
      <dd>
        <Text source={value} scope={scope} most={each} />
      </dd>
    </div>
  );
  return (
    <>
      {createElement('dl', { className: 'fields' }, ...shown.map((field) => toField(field)))}
      {shown.length < fields.length && (
        <Button small onClick={() => setWhole(true)}>
          {t('Show {count} more fields', { count: fields.length - shown.length })}
        </Button>
      )}
    </>
  );
}

function SlipFooter({ slip: { footer, footerIcon, time }, scope }: SlipPartProps) {
  if (!footer && time === undefined) return null;
  return (
    <div className="meta slip-footer">
      {footerIcon && <SlipPicture src={footerIcon} scope={scope} />}
      {/* One run of text, so that it wraps as text does. */}
      <span className="slip-words">
        {footer && <InlineText source={footer} scope={scope} />}
        {footer && time !== undefined && ' · '}
        {time !== undefined && <time dateTime={new Date(time).toISOString()}>{stampFormat().format(time)}</time>}
      </span>
    </div>
  );
}

/** A link whose label may hold emoji, and nothing that could be followed by itself. */
function Labelled({ href, text, scope }: { href: string; text: string; scope: TextScope }) {
  return <TextLink href={href} title={undefined} nodes={splitLabel(text)} scope={scope} />;
}

/** Decoration; when it cannot be loaded it is gone. */
function SlipPicture({ src, className = 'slip-icon', scope }: { src: string; className?: string; scope: TextScope }) {
  const [failed, setFailed] = useState(false);
  if (failed) return null;
  return (
    <img
      className={className}
      src={scope.pictureSrc?.(src) ?? src}
      alt=""
      loading="lazy"
      decoding="async"
      referrerPolicy="no-referrer"
      onError={() => setFailed(true)}
    />
  );
}
