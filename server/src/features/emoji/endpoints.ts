import {
  autocompleteEmoji,
  createEmoji,
  deleteEmoji,
  emojiLimits,
  getEmoji,
  getEmojiByName,
  getEmojiByNames,
  getEmojiImage,
  getSystemEmojiImage,
  listEmoji,
  searchEmoji,
  type EmojiSearch,
} from '@innermost/protocol/emoji.ts';
import { anyone, signedIn } from '../../access/can.ts';
import { endpoint, readsOnly } from '../../endpoint/endpoint.ts';
import { form, one } from '../../endpoint/reads.ts';
import { AppError } from '../../platform/http/errors.ts';
import { body, object, optionalFlag, text, textList } from '../../platform/http/fields.ts';
import { everybody } from '../../work/outbox.ts';
import { mayCreateEmoji, mayDeleteEmoji } from './access.ts';
import { addEmoji } from './add-emoji.ts';
import { removeEmoji } from './remove-emoji.ts';
import { completions, emojiNamed, emojiOfId, emojiOfNames, foundEmoji, pageOfEmoji } from './find-emoji.ts';
import { showEmojiImage } from './emoji-image.ts';
import { showSystemEmoji } from './system-emoji.ts';

const tooLarge = (limit: number) => new AppError('api.emoji.create.too_large.app_error', { limit });

export const emojiEndpoints = [
  endpoint(createEmoji, {
    access: mayCreateEmoji,
    body: form({ fields: object({ emoji: one() }), file: { limit: emojiLimits.bytes, most: 10, tooLarge } }),
    status: 201,
    transaction: 'none',
    because: 'the picture is read and made before the transaction',
    handle: addEmoji,
  }),
  endpoint(listEmoji, { access: signedIn(), handle: pageOfEmoji }),
  endpoint(getEmojiByName, { access: signedIn(), handle: emojiNamed }),
  endpoint(getEmojiByNames, {
    access: signedIn(),
    body: textList(),
    bodyName: 'names',
    ...readsOnly,
    handle: emojiOfNames,
  }),
  endpoint(autocompleteEmoji, { access: signedIn(), handle: completions }),
  endpoint(searchEmoji, {
    access: signedIn(),
    body: body<EmojiSearch>({ term: text(), prefix_only: optionalFlag() }),
    bodyName: 'term',
    ...readsOnly,
    handle: foundEmoji,
  }),
  endpoint(getEmoji, { access: signedIn(), handle: emojiOfId }),
  endpoint(getEmojiImage, { csrfExempt: true, access: signedIn(), handle: showEmojiImage }),
  endpoint(deleteEmoji, { access: mayDeleteEmoji, lanes: () => [everybody], handle: removeEmoji }),
  endpoint(getSystemEmojiImage, { csrfExempt: true, access: anyone(), handle: showSystemEmoji }),
];
