import { Download, FileX } from 'lucide-react';

import type { FileInfo } from '@innermost/protocol/files.ts';
import type { Post } from '@innermost/protocol/posts.ts';

import { Icon } from '../../ui/Icon.tsx';
import { tip } from '../../ui/Tooltip.tsx';
import { bytesOf } from '../../words/formats.ts';
import { t } from '../../words/words.ts';
import { isHere } from './arrange.ts';
import { FileMenu } from './FileMenu.tsx';
import { downloadUrl, kindWord, lookOf } from './of-file.ts';
import { OpensFile } from './OpensFile.tsx';

/** A file that is neither seen nor heard in its place: what it is, how large, and the way to it. */
export function FileCard({ file, post }: { file: FileInfo; post: Post | undefined }) {
  const { name } = file;
  const about = [kindWord(file), bytesOf(file.size)].join(' · ');
  if (!isHere(file)) return <GoneFile file={file} />;
  return (
    <>
      <OpensFile file={file} className="file-open" label={`${name}, ${about}`} />
      <span className="ft">
        <Icon of={lookOf(file).icon} large />
      </span>
      <div className="grow" aria-hidden="true">
        <div className="nm clip">
          <bdi>{name}</bdi>
        </div>
        <div className="mt clip">{about}</div>
      </div>
      <div className="file-acts">
        <DownloadLink file={file} />
        <FileMenu file={file} post={post} />
      </div>
    </>
  );
}

/** Saves the file; a link, so that the browser knows its name and can be asked for more. */
export function DownloadLink({ file, small = true }: { file: FileInfo; small?: boolean }) {
  return (
    <a
      className={small ? 'ib s28' : 'ib'}
      href={downloadUrl(file.id)}
      download={file.name}
      aria-label={t('Download {name}', { name: file.name })}
      {...tip(t('Download'))}
    >
      <Icon of={Download} />
    </a>
  );
}

function GoneFile({ file: { name, archived } }: { file: FileInfo }) {
  return (
    <>
      <span className="ft">
        <Icon of={FileX} large />
      </span>
      <div className="grow">
        <div className="nm clip">
          <bdi>{name || t('A file')}</bdi>
        </div>
        <div className="mt clip">{archived ? t('Archived: out of reach here') : t('Deleted')}</div>
      </div>
    </>
  );
}
