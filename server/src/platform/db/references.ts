// Which column of which table names a row of another. The database knows three of these (foreign keys); the rest is
// known to programs only, so rows without their parent are ordinary in databases that were in use for long.
import level11 from './upstream/catalogue-11.6.json' with { type: 'json' };

export interface Reference {
  /** The table that refers, as the database names it. */
  readonly child: string;
  /** Its column that holds the parent's key. */
  readonly column: string;
  /** Its columns that tell one child of a parent from another. */
  readonly childKey: readonly string[];
  readonly parent: string;
  readonly parentKey: string;
  /** NULL and '' stand for no parent. */
  readonly mayBeEmpty: boolean;
  /** SQL: for which rows of the child (`c`) the column holds such a key. */
  readonly where: string | undefined;
  /** What becomes of the child when its parent is erased: it goes, too, or only forgets it. */
  readonly whenErased: 'goes' | 'forgets';
}

/** The column may hold something else (a plugin's name, a word): ids are 26 lower-case letters and digits. */
const isId = (column: string): string => `c.${column} ~ '^[a-z0-9]{26}$'`;

/**
 * By parent, the columns that refer to it. `?`: may be empty. `-`: the child only forgets an erased parent. After `|`:
 * for which rows it is a reference.
 */
const lists: Readonly<Record<string, readonly string[]>> = {
  users: [
    'audits.userid ?',
    'bots.userid',
    `bots.ownerid | ${isId('ownerid')}`,
    'channelbookmarks.ownerid',
    'channelmemberhistory.userid',
    'channelmembers.userid',
    'channels.creatorid ? -',
    'commands.creatorid ?',
    'commandwebhooks.userid',
    'compliances.userid ?',
    'contentflaggingcommonreviewers.userid',
    'contentflaggingteamreviewers.userid',
    'desktoptokens.userid',
    'drafts.userid',
    'emoji.creatorid',
    `fileinfo.creatorid | ${isId('creatorid')}`,
    'groupmembers.userid',
    'incomingwebhooks.userid',
    'notifyadmin.userid',
    'oauthaccessdata.userid',
    'oauthapps.creatorid ?',
    'oauthauthdata.userid',
    'outgoingoauthconnections.creatorid ? -',
    'outgoingwebhooks.creatorid',
    'postacknowledgements.userid',
    'postreminders.userid',
    'posts.userid',
    'preferences.userid',
    'productnoticeviewstate.userid',
    `propertyvalues.targetid | c.targettype = 'user'`,
    'reactions.userid',
    'readreceipts.userid',
    'recaps.userid',
    'recaps.botid ?',
    'recentsearches.userid',
    'remoteclusters.creatorid ? -',
    'scheduledposts.userid',
    'sessions.userid',
    'sharedchannelremotes.creatorid ? -',
    'sharedchannels.creatorid ? -',
    'sharedchannelusers.userid',
    'sidebarcategories.userid',
    'sidebarchannels.userid',
    'status.userid',
    'teammembers.userid',
    'termsofservice.userid ? -',
    'threadmemberships.userid',
    `uploadsessions.userid | ${isId('userid')}`,
    'useraccesstokens.userid',
    'usertermsofservice.userid',
    'innermost.pending_posts.userid',
  ],
  teams: [
    'channels.teamid ?',
    'commands.teamid ?',
    'contentflaggingteamreviewers.teamid',
    'contentflaggingteamsettings.teamid',
    'groupteams.teamid',
    'incomingwebhooks.teamid ?',
    'outgoingwebhooks.teamid ?',
    'publicchannels.teamid ?',
    'remoteclusters.defaultteamid ?',
    'retentionpoliciesteams.teamid',
    'sharedchannels.teamid ?',
    'sidebarcategories.teamid ?',
    'teammembers.teamid',
    'threads.threadteamid ?',
  ],
  channels: [
    'channelbookmarks.channelid',
    'channelmemberhistory.channelid',
    'channelmembers.channelid',
    'commandwebhooks.channelid',
    'drafts.channelid',
    'fileinfo.channelid ?',
    'groupchannels.channelid',
    'incomingwebhooks.channelid',
    'outgoingwebhooks.channelid ?',
    'postacknowledgements.channelid ?',
    'posts.channelid',
    'postspriority.channelid',
    `propertyvalues.targetid | c.targettype = 'channel'`,
    'publicchannels.id',
    'reactions.channelid ?',
    'recapchannels.channelid',
    'retentionpolicieschannels.channelid',
    'scheduledposts.channelid',
    'sharedchannelremotes.channelid',
    'sharedchannels.channelid',
    'sharedchannelusers.channelid ?',
    'sidebarchannels.channelid',
    'threads.channelid ?',
    'translations.channelid ?',
    'uploadsessions.channelid ?',
    'innermost.pending_posts.channelid',
  ],
  posts: [
    'commandwebhooks.rootid ?',
    'drafts.rootid ?',
    'fileinfo.postid ?',
    'persistentnotifications.postid',
    'postacknowledgements.postid',
    'postreminders.postid',
    'posts.originalid ?',
    'posts.rootid ?',
    'postspriority.postid',
    `propertyvalues.targetid | c.targettype = 'post'`,
    'reactions.postid',
    'readreceipts.postid',
    'scheduledposts.rootid ?',
    'temporaryposts.postid',
    'threadmemberships.postid',
    'threads.postid',
    `translations.objectid | c.objecttype = 'post'`,
    'innermost.pending_posts.postid',
  ],
  channelbookmarks: ['channelbookmarks.originalid ?', 'channelbookmarks.parentid ?'],
  commands: ['commandwebhooks.commandid'],
  fileinfo: ['channelbookmarks.fileinfoid ?', 'sharedchannelattachments.fileid'],
  oauthapps: ['oauthaccessdata.clientid', 'oauthauthdata.clientid'],
  propertyfields: ['propertyvalues.fieldid'],
  propertygroups: ['propertyfields.groupid', 'propertyvalues.groupid'],
  recaps: ['recapchannels.recapid'],
  remoteclusters: ['sharedchannelattachments.remoteid', 'sharedchannelremotes.remoteid', 'sharedchannelusers.remoteid'],
  retentionpolicies: ['retentionpolicieschannels.policyid', 'retentionpoliciesteams.policyid'],
  schemes: ['channels.schemeid ?', 'teams.schemeid ?'],
  sidebarcategories: ['sidebarchannels.categoryid'],
  termsofservice: ['usertermsofservice.termsofserviceid'],
  usergroups: ['groupchannels.groupid', 'groupmembers.groupid', 'groupteams.groupid'],
};

/** Keys that let their holder in are not shown. */
const secretKeys = new Set(['token', 'code']);

const upstreamTables: Readonly<Record<string, { constraints: Readonly<Record<string, string>> }>> = level11.tables;

function primaryKey(table: string): string[] {
  if (table === 'innermost.pending_posts') return ['userid', 'pendingpostid'];
  for (const text of Object.values(upstreamTables[table]?.constraints ?? {})) {
    const columns = /^PRIMARY KEY \((.+)\)$/.exec(text)?.[1];
    if (columns !== undefined) return columns.split(', ');
  }
  throw new Error(`the table ${table} has no primary key`);
}

function referenceOf(parent: string, line: string): Reference {
  const [head = '', where] = line.split(' | ');
  const [name = '', ...marks] = head.split(' ');
  const dot = name.lastIndexOf('.');
  const [child, column] = [name.slice(0, dot), name.slice(dot + 1)];
  const others = primaryKey(child).filter((key) => key !== column && !secretKeys.has(key));
  return {
    child,
    column,
    childKey: others.length > 0 ? others : [column],
    parent,
    parentKey: parent === 'remoteclusters' ? 'remoteid' : 'id',
    mayBeEmpty: marks.includes('?'),
    where,
    whenErased: marks.includes('-') ? 'forgets' : 'goes',
  };
}

/** All of them, by parent and then by child. */
export const references: readonly Reference[] = Object.entries(lists).flatMap(([parent, lines]) =>
  lines.map((line) => referenceOf(parent, line)),
);
