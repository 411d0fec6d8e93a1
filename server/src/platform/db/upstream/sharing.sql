-- Channels shared with other servers.

CREATE TABLE remoteclusters (
  remoteid varchar(26) NOT NULL,
  remoteteamid varchar(26),
  name varchar(64) NOT NULL,
  displayname varchar(64),
  siteurl varchar(512),
  createat bigint,
  lastpingat bigint,
  token varchar(26),
  remotetoken varchar(26),
  topics varchar(512),
  creatorid varchar(26),
  pluginid varchar(190) NOT NULL DEFAULT '',
  options smallint NOT NULL DEFAULT 0,
  defaultteamid varchar(26) DEFAULT '',
  deleteat bigint DEFAULT 0,
  lastglobalusersyncat bigint DEFAULT 0,
  PRIMARY KEY (remoteid, name)
);

CREATE TABLE sharedchannels (
  channelid varchar(26) PRIMARY KEY,
  teamid varchar(26),
  home boolean,
  readonly boolean,
  sharename varchar(64),
  sharedisplayname varchar(64),
  sharepurpose varchar(250),
  shareheader varchar(1024),
  creatorid varchar(26),
  createat bigint,
  updateat bigint,
  remoteid varchar(26),
  UNIQUE (sharename, teamid)
);

CREATE TABLE sharedchannelremotes (
  id varchar(26) NOT NULL,
  channelid varchar(26) NOT NULL,
  creatorid varchar(26),
  createat bigint,
  updateat bigint,
  isinviteaccepted boolean,
  isinviteconfirmed boolean,
  remoteid varchar(26),
  lastpostupdateat bigint,
  lastpostid varchar(26),
  lastpostcreateat bigint NOT NULL DEFAULT 0,
  lastpostcreateid varchar(26),
  deleteat bigint DEFAULT 0,
  lastmemberssyncat bigint DEFAULT 0,
  PRIMARY KEY (id, channelid),
  UNIQUE (channelid, remoteid)
);

CREATE TABLE sharedchannelusers (
  id varchar(26) PRIMARY KEY,
  userid varchar(26),
  remoteid varchar(26),
  createat bigint,
  lastsyncat bigint,
  channelid varchar(26),
  lastmembershipsyncat bigint DEFAULT 0,
  UNIQUE (userid, channelid, remoteid)
);
CREATE INDEX idx_sharedchannelusers_remote_id ON sharedchannelusers (remoteid);

CREATE TABLE sharedchannelattachments (
  id varchar(26) PRIMARY KEY,
  fileid varchar(26),
  remoteid varchar(26),
  createat bigint,
  lastsyncat bigint,
  UNIQUE (fileid, remoteid)
);
