import { deleteUserImage, getUser, setUserImage, type User } from '@innermost/protocol/users.ts';

import { live } from '../../live/live.ts';
import { UserAvatar } from '../../people/UserAvatar.tsx';
import { PictureField } from '../../shell/picture/PictureField.tsx';
import { t } from '../../words/words.ts';

const params = { user_id: 'me' };

/** The picture that others see of me. */
export function OwnPicture({ me }: { me: User }) {
  // Its time is in the address of the picture; the event says so, too, unless the connection was just lost.
  const refresh = async () => live.apply('user_updated', { user: await live.client.call(getUser, { params }) });
  const upload = async (content: Blob) => {
    const files = [{ field: 'image', name: 'picture.png', content }];
    await live.client.upload(setUserImage, { params: { user_id: me.id }, body: { fields: {}, files } });
    await refresh();
  };
  const remove = async () => {
    await live.client.call(deleteUserImage, { params: { user_id: me.id } });
    await refresh();
  };
  return (
    <PictureField
      label={t('Your picture')}
      shape="round"
      now={<UserAvatar userId={me.id} size={96} withPresence />}
      help={t('JPEG, PNG or WebP. Without one you have your initials.')}
      isChosen={(me.last_picture_update ?? 0) > 0}
      upload={upload}
      remove={remove}
    />
  );
}
