import { lineSetting } from '../../shell/setting.ts';
import { msg, t } from '../../words/words.ts';
import { complaintOfEmail, complaintOfUsername, splitName } from '../account/account-form.ts';

const toLower = (typed: string) => typed.toLowerCase();

const fullName = lineSetting({
  name: 'name',
  label: msg('Full name'),
  control: { kind: 'line', autoComplete: 'name' },
  stored: {
    where: 'account',
    read: (me) => `${me.first_name} ${me.last_name}`.trim(),
    patch: splitName,
    refused: /first_name|last_name/,
  },
});

const username = lineSetting({
  name: 'username',
  label: msg('Username'),
  help: (text) => t('People mention you as @{username}.', { username: text }),
  control: {
    kind: 'line',
    autoComplete: 'username',
    shape: toLower,
    complaint: complaintOfUsername,
  },
  stored: { where: 'account', read: (me) => me.username, patch: (text) => ({ username: text }), refused: /username/ },
});

const position = lineSetting({
  name: 'position',
  label: msg('What you do'),
  control: { kind: 'line' },
  stored: { where: 'account', read: (me) => me.position, patch: (text) => ({ position: text }), refused: /position/ },
});

const email = lineSetting({
  name: 'email',
  label: msg('Email'),
  help: msg('You sign in with it, and it gets your mail.'),
  control: { kind: 'line', type: 'email', autoComplete: 'email', shape: toLower, complaint: complaintOfEmail },
  stored: {
    where: 'account',
    read: (me) => me.email,
    patch: (text) => ({ email: text }),
    refused: /email|domain/,
    needsPassword: true,
    locked: (me) => ((me.auth_service ?? '') === '' ? undefined : t('It comes from where you sign in.')),
  },
});

export const profileSettings = [fullName, username, position, email];
