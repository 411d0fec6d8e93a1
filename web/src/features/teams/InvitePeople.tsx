import { useState } from 'react';
import { Check, Copy } from 'lucide-react';

import { useLive } from '../../live/live.ts';
import { invitePath } from '../../shell/paths.ts';
import { Button } from '../../ui/Button.tsx';
import { copyText } from '../../ui/copy.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/Field.tsx';

export function InvitePeople({ teamId, onClose }: { teamId: string; onClose: () => void }) {
  const team = useLive((state) => state.teams[teamId]);
  if (!team) return null;
  return (
    <Dialog
      open
      wide
      title={`Invite people to ${team.display_name}`}
      description="Anyone with this link can make an account here and join the team. Give it only to people you want in."
      onClose={onClose}
      acts={<Button onClick={onClose}>Done</Button>}
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
      label="Invite link"
      readOnly
      value={link}
      onFocus={(event) => event.target.select()}
      after={
        <Button small icon={isCopied ? Check : Copy} data-first onClick={() => void copy()}>
          {isCopied ? 'Copied' : 'Copy'}
        </Button>
      }
    />
  );
}
