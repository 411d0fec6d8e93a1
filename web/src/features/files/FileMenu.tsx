import { Download, Ellipsis, Globe, Link, Maximize2, Trash2 } from 'lucide-react';

import { getFileLink, type FileInfo } from '@innermost/protocol/files.ts';
import type { Post } from '@innermost/protocol/posts.ts';

import { live, useLive } from '../../live/live.ts';
import { permittedOn } from '../../live/permitted.ts';
import { isMine } from '../../live/select.ts';
import { openDialog } from '../../shell/dialogs.ts';
import { copyText } from '../../ui/copy.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Menu, MenuItem, MenuSeparator } from '../../ui/Menu.tsx';
import { say } from '../../ui/said.ts';
import { t } from '../../words/words.ts';
import { sentenceFor } from '../../shell/errors.ts';
import { linkTo, openFile } from './address.ts';
import { removeFile } from './dialogs.ts';
import { downloadUrl } from './of-file.ts';

export interface FileMenuProps {
  file: FileInfo;
  /** That has it, as far as it is held. */
  post: Post | undefined;
  small?: boolean;
  /** In the viewer it is open, and saved by a button. */
  inViewer?: boolean;
}

/** What can be done with a file. */
export function FileMenu({ file, post, small = true, inViewer = false }: FileMenuProps) {
  const isPublic = useLive((state) => state.config['EnablePublicLink'] === 'true');
  const mayRemove = useLive(
    (state) => post !== undefined && isMine(state, post) && permittedOn(state, post).edit && leavesSomething(post),
  );
  return (
    <Menu
      label={file.name}
      align="end"
      trigger={<IconButton icon={Ellipsis} label={t('More about {name}', { name: file.name })} small={small} />}
    >
      {!inViewer && (
        <MenuItem icon={Maximize2} onSelect={() => openFile(file.id)}>
          {t('Open')}
        </MenuItem>
      )}
      <MenuItem icon={Download} onSelect={() => save(file)}>
        {t('Download')}
      </MenuItem>
      <MenuItem icon={Link} onSelect={() => void copyText(linkTo(file), t('Link copied'))}>
        {t('Copy link')}
      </MenuItem>
      {isPublic && file.post_id && (
        <MenuItem icon={Globe} onSelect={() => void copyPublicLink(file)}>
          {t('Copy public link')}
        </MenuItem>
      )}
      {mayRemove && post && (
        <>
          <MenuSeparator />
          <MenuItem icon={Trash2} danger onSelect={() => openDialog(removeFile, { file, postId: post.id })}>
            {t('Remove from message')}
          </MenuItem>
        </>
      )}
    </Menu>
  );
}

/** A message without anything is none: that one is deleted, not emptied. */
const leavesSomething = (post: Post): boolean => post.message.trim() !== '' || post.file_ids.length > 1;

function save({ id, name }: FileInfo): void {
  const link = document.createElement('a');
  link.href = downloadUrl(id);
  link.download = name;
  link.click();
}

/** Works for anybody who has it, until the file is deleted or the setting is changed. */
async function copyPublicLink({ id }: FileInfo): Promise<void> {
  try {
    const { link } = await live.client.call(getFileLink, { params: { file_id: id } });
    await copyText(link, t('Public link copied: it works without signing in'));
  } catch (error) {
    say(sentenceFor(error), undefined);
  }
}
