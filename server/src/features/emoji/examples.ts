import { createEmoji, getEmojiByNames, searchEmoji } from '@innermost/protocol/emoji.ts';
import { example, invalid, pictureExample } from '../../area/example.ts';

export const examples = [
  pictureExample(createEmoji, ({ self, unusedName }) => ({
    emoji: JSON.stringify({ name: unusedName, creator_id: self }),
  })),
  example(getEmojiByNames, { body: () => ['party'] }),
  example(searchEmoji, { body: () => ({ term: 'par' }), needs: { all: invalid, term: invalid } }),
];
