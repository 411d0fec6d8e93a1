import { useLocation } from 'wouter';

import { useLive, usePhase } from '../../live/live.ts';
import { teamsInOrder } from '../../live/select.ts';
import type { MissingPage as Page } from '../../shell/addresses.ts';
import { Button } from '../../ui/Button.tsx';
import { t } from '../../words/words.ts';
import { Door } from './Door.tsx';

interface Words {
  title: string;
  text: string;
}

/** An address of the official clients that has no page here: what is done instead, and the way on. */
export function MissingPage({ page }: { page: Page }) {
  const [path, navigate] = useLocation();
  const isIn = usePhase().name !== 'out';
  const isAdmin = useLive((state) => state.users[state.me_id]?.roles.split(' ').includes('system_admin') ?? false);
  const team = useLive((state) => teamsInOrder(state)[0]?.name);
  const { title, text } = wordsFor(page, { path, isIn, isAdmin });
  const leadsToPassword = page === 'password' && isIn && team !== undefined;
  return (
    <Door title={title} text={text}>
      {leadsToPassword && (
        <Button door kind="primary" onClick={() => navigate(`/${team}/settings/security`)}>
          {t('Change my password')}
        </Button>
      )}
      <Button door kind={leadsToPassword ? 'quiet' : undefined} onClick={() => navigate(isIn ? '/' : '/login')}>
        {isIn ? t('Back to your team') : t('Sign in')}
      </Button>
    </Door>
  );
}

function wordsFor(page: Page, { path, isIn, isAdmin }: { path: string; isIn: boolean; isAdmin: boolean }): Words {
  switch (page) {
    case 'administration':
      return isAdmin
        ? {
            title: t('Administration has no page here yet'),
            text: t('Until it has, the server is looked after from its command line, or with mmctl.'),
          }
        : { title: t('Nothing here'), text: t('This address is for administrators of the server.') };
    case 'password':
      return isIn
        ? { title: t('You are signed in'), text: t('You can change your password under Settings, Security.') }
        : {
            title: t('This link does not work here'),
            text: t('This server sends no mail to reset passwords. An administrator can give you a new one.'),
          };
    case 'confirmation':
      return { title: t('Nothing to confirm'), text: t('Addresses need no confirmation on this server.') };
    default:
      return { title: t('Nothing here'), text: t('There is no page {path} on this server.', { path }) };
  }
}
