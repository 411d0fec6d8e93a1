import { type FormEvent, type ReactNode, useState } from 'react';

import { ApiError } from '@innermost/client/errors.ts';
import { createEmoji, emojiLimits } from '@innermost/protocol/emoji.ts';

import { live, useLive } from '../../../live/live.ts';
import { sentenceFor } from '../../../shell/errors.ts';
import { Emoji } from '../../../text/Emoji.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { classNames } from '../../../ui/class-names.ts';
import { type Message, msg, t } from '../../../words/words.ts';
import { characterOf } from '../table.ts';
import { useEmojiTable } from '../useEmojiTable.ts';
import { type ChosenPicture, ChoosePicture } from './ChoosePicture.tsx';
import { complaintOfName, nameFromFile, refusedField } from './emoji-name.ts';

const tooHeavy = msg('The picture has more than {limit} KB. Choose a smaller one.');

/** The server's refusals, in the reader's language. */
const sentences: Readonly<Record<string, Message>> = {
  'api.emoji.create.duplicate.app_error': msg('There is an emoji :{name}: already. Choose another name.'),
  'model.emoji.system_emoji_name.app_error': msg('Every server has an emoji :{name}:. Choose another name.'),
  'api.emoji.create.too_large.app_error': tooHeavy,
  'api.emoji.upload.image.app_error': msg('The picture cannot be read. Use a PNG, JPEG, GIF or WebP.'),
  'api.emoji.upload.large_image.too_large.app_error': msg(
    'The picture is too large: at most {side} pixels wide and high, and 1,000 frames.',
  ),
};

type Errors = { readonly [Where in 'name' | 'picture' | 'form']?: string };

export function AddEmoji({ onClose }: { onClose: () => void }) {
  const form = useEmojiForm(onClose);
  const { name, picture, errors, isFree, busy } = form;
  const frame = (children: ReactNode) => <p>{children}</p>;
  return (
    <form className="emoji-add" aria-label={t('Add emoji')} onSubmit={(event) => void form.save(event)}>
      <h3>{t('Add emoji')}</h3>
      <ChoosePicture picture={picture} error={errors.picture} onChoose={form.choose} />
      <Field
        label={t('Name')}
        error={errors.name}
        help={isFree ? t('Free. Letters, figures, - and _.') : t('Letters, figures, - and _.')}
      >
        {(control) => (
          <div className={classNames('in', errors.name !== undefined && 'bad')}>
            <span className="t3">:</span>
            <input
              {...control}
              value={name}
              maxLength={64}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              onChange={(event) => form.call(event.target.value)}
            />
            <span className="t3">:</span>
          </div>
        )}
      </Field>
      {picture && (
        <div className="field">
          <span className="lbl">{t('How it looks')}</span>
          <div className="quoted">
            {frame(
              <>
                {t('The replica is primary now')} <Emoji name={name} picture={{ src: picture.src }} />
              </>,
            )}
          </div>
        </div>
      )}
      {errors.form && (
        <p className="help bad" role="alert">
          {errors.form}
        </p>
      )}
      <div className="row emoji-add-acts">
        <Button onClick={onClose}>{t('Cancel')}</Button>
        <Button kind="primary" type="submit" busy={busy}>
          {name === '' ? t('Add') : t('Add :{name}:', { name })}
        </Button>
      </div>
    </form>
  );
}

function useEmojiForm(onClose: () => void) {
  const table = useEmojiTable();
  const held = useLive((state) => state.emoji);
  const [name, setName] = useState('');
  const [picture, setPicture] = useState<ChosenPicture>();
  const [refused, setRefused] = useState<Errors>({});
  const [busy, setBusy] = useState(false);
  const complaint = complaintOfName(name, {
    isEverywhere: (one) => table !== undefined && characterOf(table, one) !== undefined,
    isTaken: (one) => Boolean(held[one]),
  });
  const nameError = complaint ?? refused.name;
  const errors: Errors = { ...refused, ...(nameError !== undefined && { name: nameError }) };

  const choose = (chosen: ChosenPicture) => {
    const limit = emojiLimits.bytes;
    const isHeavy = chosen.file.size > limit;
    setPicture(chosen);
    setRefused(isHeavy ? { picture: t(tooHeavy, { limit: limit / 1024 }) } : {});
    if (name === '') setName(nameFromFile(chosen.file.name));
  };
  const call = (typed: string) => {
    setName(typed.toLowerCase().replaceAll(':', ''));
    setRefused({ ...(refused.picture !== undefined && { picture: refused.picture }) });
  };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const missing: Errors = {
      ...(!picture && { picture: t('Choose a picture.') }),
      ...(name === '' && { name: t('Give it a name.') }),
    };
    if (!picture || name === '') return setRefused(missing);
    if (complaint !== undefined || picture.file.size > emojiLimits.bytes) return;
    setBusy(true);
    setRefused({});
    try {
      live.apply('emoji_added', { emoji: await send(name, picture.file) });
      onClose();
    } catch (failure) {
      const field = failure instanceof ApiError ? refusedField(failure.id) : undefined;
      setRefused({ [field ?? 'form']: sentenceOf(failure, name) });
      setBusy(false);
    }
  };
  // What is listed is all there is.
  const isListed = useLive((state) => state.emojiListed);
  return { name, picture, errors, isFree: isListed && name !== '', busy, choose, call, save };
}

function send(name: string, content: File) {
  const emoji = JSON.stringify({ name, creator_id: live.store.getState().me_id });
  const body = { fields: { emoji }, files: [{ field: 'image', name: content.name, content }] };
  return live.client.upload(createEmoji, { body });
}

function sentenceOf(failure: unknown, name: string): string {
  const sentence = failure instanceof ApiError ? sentences[failure.id] : undefined;
  return sentence
    ? t(sentence, { name, limit: emojiLimits.bytes / 1024, side: emojiLimits.side })
    : sentenceFor(failure);
}
