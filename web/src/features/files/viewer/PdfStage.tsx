import { useCallback, useEffect, useState } from 'react';

import type { FileInfo } from '@innermost/protocol/files.ts';

import { useAsked } from '../../../queries/use-asked.ts';
import { t } from '../../../words/words.ts';
import { fileUrl } from '../of-file.ts';
import { NothingToSee } from './NothingToSee.tsx';
import { PdfPages } from './PdfPages.tsx';
import type { OpenedPdf } from './pdf.ts';

/** A PDF, page under page. */
export function PdfStage({ file }: { file: FileInfo }) {
  const [opened, setOpened] = useState<OpenedPdf>();
  const [reason, setReason] = useState<string>();
  const load = useCallback(() => import('./pdf.ts'), []);
  const { value: pdf, error } = useAsked(load);
  useEffect(() => {
    if (!pdf) return undefined;
    const stop = new AbortController();
    pdf.openPdf(fileUrl(file.id), stop.signal).then(
      (document) => !stop.signal.aborted && setOpened(document),
      (failure: unknown) => {
        if (stop.signal.aborted) return;
        const isLocked = failure instanceof pdf.PdfError && failure.fault === 'locked';
        setReason(
          isLocked ? t('This PDF is locked with a password.') : t('This PDF is broken, or it could not be loaded.'),
        );
      },
    );
    return () => stop.abort();
  }, [pdf, file.id]);
  if (error !== undefined) return <NothingToSee file={file} reason={t('What shows PDFs could not be loaded.')} />;
  if (reason !== undefined) return <NothingToSee file={file} reason={reason} />;
  if (!pdf || !opened) return <div className="stage" aria-busy="true" />;
  return <PdfPages pdf={pdf} opened={opened} name={file.name} />;
}
