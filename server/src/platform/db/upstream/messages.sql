-- Posts and all that hangs on them.

CREATE TABLE posts (
  id varchar(26) PRIMARY KEY,
  createat bigint,
  updateat bigint,
  deleteat bigint,
  userid varchar(26),
  channelid varchar(26),
  rootid varchar(26),
  originalid varchar(26),
  message varchar(65535),
  type varchar(26),
  props jsonb,
  hashtags varchar(1000),
  filenames varchar(4000),
  fileids varchar(300),
  hasreactions boolean,
  editat bigint,
  ispinned boolean,
  remoteid varchar(26)
) WITH (autovacuum_vacuum_scale_factor = 0.1, autovacuum_analyze_scale_factor = 0.05);
CREATE INDEX idx_posts_channel_id_delete_at_create_at ON posts (channelid, deleteat, createat);
CREATE INDEX idx_posts_channel_id_update_at ON posts (channelid, updateat);
CREATE INDEX idx_posts_create_at ON posts (createat);
CREATE INDEX idx_posts_create_at_id ON posts (createat, id);
CREATE INDEX idx_posts_delete_at ON posts (deleteat);
CREATE INDEX idx_posts_hashtags_txt ON posts USING gin (to_tsvector('english', hashtags));
CREATE INDEX idx_posts_is_pinned ON posts (ispinned);
CREATE INDEX idx_posts_message_txt ON posts USING gin (to_tsvector('english', message));
CREATE INDEX idx_posts_original_id ON posts (originalid);
CREATE INDEX idx_posts_root_id_delete_at ON posts (rootid, deleteat);
CREATE INDEX idx_posts_update_at ON posts (updateat);
CREATE INDEX idx_posts_user_id ON posts (userid);

CREATE TABLE threads (
  postid varchar(26) PRIMARY KEY,
  replycount bigint,
  lastreplyat bigint,
  participants jsonb,
  channelid varchar(26),
  threaddeleteat bigint,
  threadteamid varchar(26)
);
CREATE INDEX idx_threads_channel_id_last_reply_at ON threads (channelid, lastreplyat);

CREATE TABLE threadmemberships (
  postid varchar(26) NOT NULL,
  userid varchar(26) NOT NULL,
  following boolean,
  lastviewed bigint,
  lastupdated bigint,
  unreadmentions bigint,
  PRIMARY KEY (postid, userid)
) WITH (autovacuum_vacuum_scale_factor = 0.1, autovacuum_analyze_scale_factor = 0.05);
CREATE INDEX idx_thread_memberships_last_update_at ON threadmemberships (lastupdated);
CREATE INDEX idx_thread_memberships_last_view_at ON threadmemberships (lastviewed);
CREATE INDEX idx_thread_memberships_user_id ON threadmemberships (userid);

CREATE TABLE reactions (
  userid varchar(26) NOT NULL,
  postid varchar(26) NOT NULL,
  emojiname varchar(64) NOT NULL,
  createat bigint,
  updateat bigint,
  deleteat bigint,
  remoteid varchar(26),
  channelid varchar(26) NOT NULL DEFAULT '',
  PRIMARY KEY (postid, userid, emojiname)
);
CREATE INDEX idx_reactions_channel_id ON reactions (channelid);

CREATE TABLE postspriority (
  postid varchar(26) PRIMARY KEY,
  channelid varchar(26) NOT NULL,
  priority varchar(32) NOT NULL,
  requestedack boolean,
  persistentnotifications boolean
);

CREATE TABLE postacknowledgements (
  postid varchar(26) NOT NULL,
  userid varchar(26) NOT NULL,
  acknowledgedat bigint,
  remoteid varchar(26) DEFAULT '',
  channelid varchar(26) DEFAULT '',
  PRIMARY KEY (postid, userid)
);

CREATE TABLE persistentnotifications (
  postid varchar(26) PRIMARY KEY,
  createat bigint,
  lastsentat bigint,
  deleteat bigint,
  sentcount smallint
);

CREATE TABLE postreminders (
  postid varchar(26) NOT NULL,
  userid varchar(26) NOT NULL,
  targettime bigint,
  PRIMARY KEY (postid, userid)
);
CREATE INDEX idx_postreminders_targettime ON postreminders (targettime);

CREATE TABLE drafts (
  createat bigint,
  updateat bigint,
  deleteat bigint,
  userid varchar(26) NOT NULL,
  channelid varchar(26) NOT NULL,
  rootid varchar(26) NOT NULL DEFAULT '',
  message varchar(65535),
  props varchar(8000),
  fileids varchar(300),
  priority text,
  type text,
  PRIMARY KEY (userid, channelid, rootid)
);

CREATE TABLE scheduledposts (
  id varchar(26) PRIMARY KEY,
  createat bigint,
  updateat bigint,
  userid varchar(26) NOT NULL,
  channelid varchar(26) NOT NULL,
  rootid varchar(26),
  message varchar(65535),
  props varchar(8000),
  fileids varchar(300),
  priority text,
  scheduledat bigint NOT NULL,
  processedat bigint,
  errorcode varchar(200),
  type text
);
CREATE INDEX idx_scheduledposts_userid_channel_id_scheduled_at ON scheduledposts (userid, channelid, scheduledat);

CREATE TABLE emoji (
  id varchar(26) PRIMARY KEY,
  createat bigint,
  updateat bigint,
  deleteat bigint,
  creatorid varchar(26),
  name varchar(64),
  UNIQUE (name, deleteat)
);
CREATE INDEX idx_emoji_create_at ON emoji (createat);
CREATE INDEX idx_emoji_delete_at ON emoji (deleteat);
CREATE INDEX idx_emoji_update_at ON emoji (updateat);

CREATE TABLE fileinfo (
  id varchar(26) PRIMARY KEY,
  creatorid varchar(26),
  postid varchar(26),
  createat bigint,
  updateat bigint,
  deleteat bigint,
  path varchar(512),
  thumbnailpath varchar(512),
  previewpath varchar(512),
  name varchar(256),
  extension varchar(64),
  size bigint,
  mimetype varchar(256),
  width integer,
  height integer,
  haspreviewimage boolean,
  minipreview bytea,
  content text,
  remoteid varchar(26),
  archived boolean NOT NULL DEFAULT false,
  channelid varchar(26)
) WITH (autovacuum_vacuum_scale_factor = 0.1, autovacuum_analyze_scale_factor = 0.05);
CREATE INDEX idx_fileinfo_channel_id_create_at ON fileinfo (channelid, createat);
CREATE INDEX idx_fileinfo_content_txt ON fileinfo USING gin (to_tsvector('english', content));
CREATE INDEX idx_fileinfo_create_at ON fileinfo (createat);
CREATE INDEX idx_fileinfo_delete_at ON fileinfo (deleteat);
CREATE INDEX idx_fileinfo_extension_at ON fileinfo (extension);
CREATE INDEX idx_fileinfo_name_splitted ON fileinfo USING gin (to_tsvector('english', translate(name, '.,-', '   ')));
CREATE INDEX idx_fileinfo_name_txt ON fileinfo USING gin (to_tsvector('english', name));
CREATE INDEX idx_fileinfo_postid_at ON fileinfo (postid);
CREATE INDEX idx_fileinfo_update_at ON fileinfo (updateat);

CREATE TYPE upload_session_type AS ENUM ('attachment', 'import');

CREATE TABLE uploadsessions (
  id varchar(26) PRIMARY KEY,
  type upload_session_type,
  createat bigint,
  userid varchar(26),
  channelid varchar(26),
  filename varchar(256),
  path varchar(512),
  filesize bigint,
  fileoffset bigint,
  remoteid varchar(26),
  reqfileid varchar(26)
);
CREATE INDEX idx_uploadsessions_create_at ON uploadsessions (createat);
CREATE INDEX idx_uploadsessions_type ON uploadsessions (type);
CREATE INDEX idx_uploadsessions_user_id ON uploadsessions (userid);

CREATE TABLE linkmetadata (
  hash bigint PRIMARY KEY,
  url varchar(2048),
  timestamp bigint,
  type varchar(16),
  data jsonb
);
CREATE INDEX idx_link_metadata_url_timestamp ON linkmetadata (url, "timestamp");

CREATE TABLE recentsearches (
  userid char(26) NOT NULL,
  searchpointer integer NOT NULL,
  query jsonb,
  createat bigint NOT NULL,
  PRIMARY KEY (userid, searchpointer)
);

CREATE TABLE readreceipts (
  postid varchar(26) NOT NULL,
  userid varchar(26) NOT NULL,
  expireat bigint NOT NULL,
  PRIMARY KEY (postid, userid)
);
CREATE INDEX idx_read_receipts_post_id ON readreceipts (postid);
CREATE INDEX idx_read_receipts_user_id_post_id_expire_at ON readreceipts (userid, postid, expireat);

CREATE TABLE temporaryposts (
  postid varchar(26) PRIMARY KEY,
  type varchar(26) NOT NULL,
  expireat bigint NOT NULL,
  message varchar(65535),
  fileids varchar(300)
);
CREATE INDEX idx_temporary_posts_expire_at ON temporaryposts (expireat);

CREATE TABLE translations (
  objectid varchar(26) NOT NULL,
  dstlang varchar NOT NULL,
  objecttype varchar NOT NULL,
  providerid varchar NOT NULL,
  normhash char(64) NOT NULL,
  text text NOT NULL,
  confidence real,
  meta jsonb,
  updateat bigint NOT NULL,
  state varchar(20) NOT NULL,
  channelid varchar(26),
  PRIMARY KEY (objectid, objecttype, dstlang)
);
CREATE INDEX idx_translations_channel_updateat ON translations (channelid, objecttype, updateat DESC, dstlang);
CREATE INDEX idx_translations_state ON translations (state) WHERE state = 'processing';

CREATE TABLE recaps (
  id varchar(26) PRIMARY KEY,
  userid varchar(26) NOT NULL,
  title varchar(255) NOT NULL,
  createat bigint NOT NULL,
  updateat bigint NOT NULL,
  deleteat bigint NOT NULL,
  totalmessagecount integer NOT NULL,
  status varchar(32) NOT NULL,
  readat bigint NOT NULL DEFAULT 0,
  botid varchar(26) NOT NULL DEFAULT ''
);
CREATE INDEX idx_recaps_bot_id ON recaps (botid);
CREATE INDEX idx_recaps_create_at ON recaps (createat);
CREATE INDEX idx_recaps_user_id ON recaps (userid);
CREATE INDEX idx_recaps_user_id_delete_at ON recaps (userid, deleteat);
CREATE INDEX idx_recaps_user_id_read_at ON recaps (userid, readat);

CREATE TABLE recapchannels (
  id varchar(26) PRIMARY KEY,
  recapid varchar(26) NOT NULL,
  channelid varchar(26) NOT NULL,
  channelname varchar(64) NOT NULL,
  highlights text,
  actionitems text,
  sourcepostids text,
  createat bigint NOT NULL,
  FOREIGN KEY (recapid) REFERENCES recaps (id) ON DELETE CASCADE
);
CREATE INDEX idx_recap_channels_channel_id ON recapchannels (channelid);
CREATE INDEX idx_recap_channels_recap_id ON recapchannels (recapid);
