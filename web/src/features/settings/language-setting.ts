import { patchUser } from '@innermost/protocol/users.ts';

import { live } from '../../live/live.ts';
import { choiceSetting } from '../../shell/setting.ts';
import { currentLanguage } from '../../words/language.ts';
import { msg, t } from '../../words/words.ts';

/** Where it is shown that the language was not saved. */
export const languagePlace = 'language';

/** Wire: the user's `locale`, which mails and other clients follow, too. What speaks it is `shell/follow-locale.ts`. */
export const language = choiceSetting({
  name: 'language',
  label: msg('Language'),
  help: msg('On every device where you are signed in.'),
  control: {
    kind: 'choice',
    options: [
      { value: 'en', label: msg('English') },
      { value: 'de', label: msg('Deutsch') },
    ],
  },
  stored: {
    where: 'account',
    read: currentLanguage,
    write: (locale) =>
      void live.acts.act({
        event: 'user_updated',
        data: ({ users, me_id }) => {
          const me = users[me_id];
          return me && { user: { ...me, locale } };
        },
        send: () => live.client.call(patchUser, { params: { user_id: 'me' }, body: { locale } }),
        answered: (user) => ({ user }),
        place: languagePlace,
        failed: t('The language was not saved'),
      }),
  },
});
