import type { FileInfo } from '@innermost/protocol/files.ts';

import { Icon } from '../../ui/Icon.tsx';
import { bytesOf } from '../../words/formats.ts';
import { t } from '../../words/words.ts';
import { DownloadLink } from './FileCard.tsx';
import { lookOf } from './of-file.ts';
import { OpensFile } from './OpensFile.tsx';

/** A film or a sound that this browser does not play. */
export function Unplayable({ file }: { file: FileInfo }) {
  return (
    <div className="file unplayable">
      <OpensFile file={file} className="file-open" label={file.name} />
      <span className="ft">
        <Icon of={lookOf(file).icon} large />
      </span>
      <div className="grow">
        <div className="nm clip">
          <bdi>{file.name}</bdi>
        </div>
        <div className="mt clip">{t('Cannot be played here · {size}', { size: bytesOf(file.size) })}</div>
      </div>
      <div className="file-acts">
        <DownloadLink file={file} />
      </div>
    </div>
  );
}
