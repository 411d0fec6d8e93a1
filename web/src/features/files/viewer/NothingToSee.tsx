import type { FileInfo } from '@innermost/protocol/files.ts';

import { Icon } from '../../../ui/Icon.tsx';
import { bytesOf } from '../../../words/formats.ts';
import { t } from '../../../words/words.ts';
import { downloadUrl, kindWord, lookOf } from '../of-file.ts';

/** What no browser shows by itself. */
export function NothingToSee({ file, reason }: { file: FileInfo; reason?: string }) {
  return (
    <div className="stage unseen">
      <Icon of={lookOf(file).icon} large />
      <h3>
        <bdi>{file.name}</bdi>
      </h3>
      <p>
        {reason ?? t('{kind}, {size}. It cannot be shown here.', { kind: kindWord(file), size: bytesOf(file.size) })}
      </p>
      <a className="btn primary" href={downloadUrl(file.id)} download={file.name}>
        {t('Download')}
      </a>
    </div>
  );
}
