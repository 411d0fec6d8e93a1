/** What common tools send, in their own shape: each arrives as a message that shows what the tool meant. */
import { createIncomingWebhook } from '@innermost/protocol/webhooks.ts';
import type { Post } from '@innermost/protocol/posts.ts';
import { expect, test } from 'vitest';
import { startServer } from '../../testing/start-server.ts';

const server = await startServer();
const form = 'application/x-www-form-urlencoded; charset=UTF-8';

interface Sender {
  type: string;
  body: (channel: string) => string;
  shown: Partial<Post>;
}

const attachment = (fields: Record<string, unknown>) => ({
  type: 'slack_attachment',
  props: expect.objectContaining({ attachments: [expect.objectContaining(fields)] }),
});

const senders: Record<string, Sender> = {
  'Grafana, contact point in the format of Slack': {
    type: 'application/json',
    body: (channel) =>
      JSON.stringify({
        channel,
        username: 'Grafana',
        icon_url: 'https://grafana.example/icon.png',
        text: '',
        attachments: [
          {
            color: '#D63232',
            fallback: '[FIRING:1] High load',
            fields: null,
            actions: null,
            footer: 'Grafana v10.1.0',
            text: '**Firing**\n\nValue: A=1\n - <https://grafana.example/a|Source>\n',
            title: '[FIRING:1] High load (web)',
            title_link: 'https://grafana.example/alerting/list',
            ts: 1700000000,
          },
        ],
        blocks: [{ type: 'section' }],
      }),
    shown: attachment({
      color: '#D63232',
      title: '[FIRING:1] High load (web)',
      text: '**Firing**\n\nValue: A=1\n - [Source](https://grafana.example/a)\n',
      fields: [],
      ts: 1700000000,
    }),
  },
  'Alertmanager, receiver for Slack': {
    type: 'application/json',
    body: (channel) =>
      JSON.stringify({
        channel: `#${channel}`,
        username: 'Alertmanager',
        link_names: false,
        attachments: [
          {
            title: '[FIRING:2] disk',
            title_link: 'https://alerts.example/#/alerts',
            pretext: '',
            text: '',
            fallback: '[FIRING:2] disk | https://alerts.example',
            callback_id: '',
            fields: [
              { title: 'Severity', value: 'critical', short: true },
              { title: 'Count', value: 2 },
            ],
            color: 'danger',
            mrkdwn_in: ['fallback', 'pretext', 'text'],
          },
        ],
      }),
    shown: attachment({
      color: 'danger',
      fields: [
        { title: 'Severity', value: 'critical', short: true },
        { title: 'Count', value: '2', short: false },
      ],
    }),
  },
  'Jenkins, as a form': {
    type: form,
    body: (channel) => {
      const value = 'nightly - #7 Success after 2 min (<https://ci.example/job/7/|Open>)';
      const fields = [{ title: '', value, short: false }];
      const payload = { channel, text: '', username: 'jenkins', attachments: [{ color: '#00FF00', fields }] };
      return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
    },
    shown: attachment({
      color: '#00FF00',
      fields: [
        { title: '', value: 'nightly - #7 Success after 2 min ([Open](https://ci.example/job/7/))', short: false },
      ],
    }),
  },
  'a source host that tells of a push': {
    type: 'application/json; charset=utf-8',
    body: (channel) =>
      JSON.stringify({
        channel,
        username: 'Git',
        mrkdwn: true,
        text: 'Ann pushed to <https://git.example/b|main> of <https://git.example/p|team / app>',
        attachments: [{ text: '<https://git.example/c/1|abc123>: Fix it - Ann', color: '#345' }],
      }),
    shown: {
      message: 'Ann pushed to [main](https://git.example/b) of [team / app](https://git.example/p)',
      ...attachment({ text: '[abc123](https://git.example/c/1): Fix it - Ann', color: '#345' }),
    },
  },
  'a shell script': {
    type: 'text/plain',
    body: () => '{"text": "backup done:\n\t3 files"}',
    shown: { message: 'backup done:\n\t3 files', type: '' },
  },
};

test.each(Object.entries(senders))('%s', async (_name, { type, body, shown }) => {
  const { ann, bob, channel } = await server.make.conversation();
  const hook = await ann.call(createIncomingWebhook, { body: { channel_id: channel.id } });
  const heard = await server.listen(bob);
  const response = await fetch(`${server.url}/hooks/${hook.id}`, {
    method: 'POST',
    headers: { 'Content-Type': type },
    body: body(channel.name),
  });
  expect([response.status, await response.text()]).toEqual([200, 'ok']);
  expect((await heard.next('posted')).data.post).toMatchObject(shown);
});
