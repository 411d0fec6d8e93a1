import { useState } from 'react';
import { Check, Copy } from 'lucide-react';

import { useLive } from '../../live/live.ts';
import { invitePath } from '../../shell/paths.ts';
import { Button } from '../../ui/Button.tsx';
import { copyText } from '../../ui/copy.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/Field.tsx';
import { t } from '../../words/words.ts';

export function InvitePeople({ teamId, onClose }: { teamId: string; onClose: () => void }) {
  const team = useLive((state) => state.teams[teamId]);
  if (!team) return null;
  return (
    <Dialog
      open
      wide
      title={t('Invite people to {team}', { team: team.display_name })}
      description={t(
        'Anyone with this link can make an account here and join the team. Give it only to people you want in.',
      )}
      onClose={onClose}
      acts={<Button onClick={onClose}>{t('Done')}</Button>}
    >
      <div className="dialog-body">
        <InviteLink inviteId={team.invite_id} />
      </div>
    </Dialog>
  );
}

export function InviteLink({ inviteId }: { inviteId: string }) {
  const [isCopied, setCopied] = useState(false);
  const link = location.origin + invitePath(inviteId);
  const copy = async () => {
    setCopied(await copyText(link));
  };
  return (
    <TextField
      label={t('Invite link')}
      readOnly
      value={link}
      onFocus={(event) => event.target.select()}
      after={
        <Button small icon={isCopied ? Check : Copy} data-first onClick={() => void copy()}>
          {isCopied ? t('Copied') : t('Copy')}
        </Button>
      }
    />
  );
}
