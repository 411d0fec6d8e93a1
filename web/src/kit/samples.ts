const sql = [
  '```sql check before promotion',
  'select client_addr, state,',
  '       pg_size_pretty(pg_wal_lsn_diff(sent_lsn, replay_lsn)) as behind',
  'from   pg_stat_replication',
  "where  application_name like 'db-replica-%';  -- expect two rows, streaming",
  '```',
].join('\n');
const numbers = Array.from({ length: 30 }, (_, i) => `line ${i + 1}`).join('\n');

export const samples = [
  'Morning. The move is planned for **tonight, 22:00 UTC**, *not* ~~tomorrow~~. Reads never stop :tada:\n@ines see ~incidents and https://handbook.oakhaven.example/ops/after-incident, tag #post-mortem',
  'Order of work, please shout if a step is missing:\n- freeze writes from `billing-worker` and the nightly jobs\n- promote `db-replica-1`, check row counts\n  1. before\n  2. after\n- move the volume\n\n- [x] told @jonas\n- [ ] told support',
  sql,
  '| Step | Rehearsal | Allowed | Owner |\n|:--|--:|--:|---|\n| Freeze and drain | 1 min 40 s | 5 min | @tomas |\n| Promote and verify | 52 s | 3 min | @mara |',
  '# Heading one\n## Heading two\nText under it.\n> Reading stays possible\n> at all times.\n\n---\nAfter the line.',
  ':tada: :rocket:',
  `\`\`\`\n${numbers}\n\`\`\``,
];

export const slips = {
  example: [
    {
      color: 'good',
      fields: [
        { title: 'Build', value: '123', short: true },
        { title: 'Duration', value: '42s', short: true },
      ],
    },
  ],
  build: [
    {
      color: 'danger',
      author_name: 'Pipeline 7',
      title: 'billing-worker #2841',
      title_link: 'https://ci.oakhaven.example/2841',
      text: '2 of 1,318 tests failed on `main` at `9f31c2e`, by @jonas',
      fields: [
        { title: 'Stage', value: 'Integration', short: true },
        { title: 'First bad', value: '#2839', short: true },
        { title: 'Coverage', value: '87.2 %', short: true },
        { title: 'Flaky before', value: 'No', short: true },
        { title: 'Log', value: '```\nexpected 200, got 503\n```', short: false },
      ],
      footer: 'ci.oakhaven.example',
      ts: 1_763_547_840,
    },
  ],
  alerts: [
    { color: 'warning', title: 'Disk 85 % full on files-1', text: 'Full in about **9 hours** at this rate.' },
    { color: '#7c3aed', pretext: 'From the nightly report:', title: 'Backups', text: 'All 14 sets verified.' },
    { text: 'A slip without a colour.' },
  ],
};
