import { Clock } from 'lucide-react';
import { useStore } from 'zustand';

import { live } from '../../live/live.ts';
import { missingFiles } from '../../live/outbox.ts';
import type { Unsent, UnsentFile } from '../../live/state.ts';
import { Icon } from '../../ui/Icon.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import { bytesOf } from '../../words/formats.ts';
import { t } from '../../words/words.ts';
import { FileTile } from './FileTile.tsx';
import { backToDraft } from './offer.ts';
import { cancel, retry } from './page-uploads.ts';
import { pictureOf } from './told.ts';
import { RemoveButton, UploadTile } from './Tray.tsx';
import { uploads, type Upload } from './uploading.ts';
import './uploads.css';

/** The files of a message that was not sent yet: how far they are, and what is to be done about one that failed. */
export function UnsentFiles({ unsent }: { unsent: Unsent }) {
  const all = useStore(uploads);
  const { files = [], error } = unsent;
  const missing = missingFiles(unsent);
  const stuck = missing.filter(({ key }) => !(key in all) || all[key]?.state === 'failed');
  return (
    <>
      <ul className="tray" aria-label={t('Attached files')}>
        {files.map((file) => (
          <UnsentTile key={file.key} file={file} upload={all[file.key]} unsent={unsent} />
        ))}
      </ul>
      {error === undefined && stuck.length > 0 && <Stuck unsent={unsent} stuck={stuck} />}
      {error === undefined && stuck.length === 0 && missing.length > 0 && (
        <output className="msg-state">
          <Icon of={Clock} />
          {t('{count, plural, one {Goes out when # more file is there} other {Goes out when # more files are there}}', {
            count: missing.length,
          })}
        </output>
      )}
    </>
  );
}

interface UnsentTileProps {
  file: UnsentFile;
  upload: Upload | undefined;
  unsent: Unsent;
}

function UnsentTile({ file, upload, unsent }: UnsentTileProps) {
  const { key, name, size, type, info } = file;
  const leaveOut = () => without(unsent, [file]);
  if (info) return <FileTile name={name} type={type} picture={pictureOf(info)} about={bytesOf(size)} />;
  if (upload) return <UploadTile upload={upload} onRemove={leaveOut} />;
  return (
    <FileTile
      key={key}
      name={name}
      type={type}
      picture={undefined}
      isBad
      about={t('Lost with the page that sent it')}
      acts={<RemoveButton name={name} onRemove={leaveOut} />}
    />
  );
}

function Stuck({ unsent, stuck }: { unsent: Unsent; stuck: readonly UnsentFile[] }) {
  const all = useStore(uploads);
  const count = stuck.length;
  const isLost = stuck.every(({ key }) => !(key in all));
  const again = stuck.filter(({ key }) => all[key]?.mayRetry);
  const hasMore = unsent.message.trim() !== '' || (unsent.files ?? []).length > count;
  return (
    <div className="msg-state bad" role="alert">
      <StateMark state="failed" />
      {isLost
        ? t('Not sent: {count, plural, one {a file was} other {# files were}} lost with the page.', { count })
        : t('Not sent: {count, plural, one {a file} other {# files}} failed.', { count })}
      {again.length > 0 && (
        <>
          <button type="button" onClick={() => again.forEach(({ key }) => retry(key))}>
            {t('Try again')}
          </button>
          ·
        </>
      )}
      {hasMore && (
        <>
          <button type="button" onClick={() => without(unsent, stuck)}>
            {t('{count, plural, one {Send without it} other {Send without them}}', { count })}
          </button>
          ·
        </>
      )}
      <button type="button" onClick={() => backToDraft(unsent)}>
        {t('Edit')}
      </button>
      ·
      <button type="button" onClick={() => live.outbox.discard(unsent.pending_post_id)}>
        {t('Discard')}
      </button>
    </div>
  );
}

function without({ pending_post_id }: Unsent, files: readonly UnsentFile[]): void {
  for (const { key } of files) {
    live.outbox.leaveOut(pending_post_id, key);
    cancel(key);
  }
}
