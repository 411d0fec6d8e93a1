-- Teams, channels, who is in them, how they are arranged, and groups.

CREATE TYPE team_type AS ENUM ('I', 'O');

CREATE TABLE teams (
  id varchar(26) PRIMARY KEY,
  createat bigint,
  updateat bigint,
  deleteat bigint,
  displayname varchar(64),
  name varchar(64) UNIQUE,
  description varchar(255),
  email varchar(128),
  type team_type,
  companyname varchar(64),
  alloweddomains varchar(1000),
  inviteid varchar(32),
  schemeid varchar(26),
  allowopeninvite boolean,
  lastteamiconupdate bigint,
  groupconstrained boolean,
  cloudlimitsarchived boolean NOT NULL DEFAULT false
);
CREATE INDEX idx_teams_create_at ON teams (createat);
CREATE INDEX idx_teams_delete_at ON teams (deleteat);
CREATE INDEX idx_teams_invite_id ON teams (inviteid);
CREATE INDEX idx_teams_scheme_id ON teams (schemeid);
CREATE INDEX idx_teams_update_at ON teams (updateat);

CREATE TABLE teammembers (
  teamid varchar(26) NOT NULL,
  userid varchar(26) NOT NULL,
  roles varchar(256),
  deleteat bigint,
  schemeuser boolean,
  schemeadmin boolean,
  schemeguest boolean,
  createat bigint DEFAULT 0,
  PRIMARY KEY (teamid, userid)
);
CREATE INDEX idx_teammembers_createat ON teammembers (createat);
CREATE INDEX idx_teammembers_delete_at ON teammembers (deleteat);
CREATE INDEX idx_teammembers_user_id ON teammembers (userid);

CREATE TYPE channel_type AS ENUM ('P', 'G', 'O', 'D');

CREATE TABLE channels (
  id varchar(26) PRIMARY KEY,
  createat bigint,
  updateat bigint,
  deleteat bigint,
  teamid varchar(26),
  type channel_type,
  displayname varchar(64),
  name varchar(64),
  header varchar(1024),
  purpose varchar(250),
  lastpostat bigint,
  totalmsgcount bigint,
  extraupdateat bigint,
  creatorid varchar(26),
  schemeid varchar(26),
  groupconstrained boolean,
  shared boolean,
  totalmsgcountroot bigint,
  lastrootpostat bigint DEFAULT '0',
  bannerinfo jsonb,
  defaultcategoryname varchar(64) NOT NULL DEFAULT '',
  autotranslation boolean NOT NULL DEFAULT false,
  UNIQUE (name, teamid)
);
CREATE INDEX idx_channel_search_txt ON channels
  USING gin (to_tsvector('english', name || ' ' || displayname || ' ' || purpose));
CREATE INDEX idx_channels_autotranslation_enabled ON channels (id) WHERE autotranslation = true;
CREATE INDEX idx_channels_create_at ON channels (createat);
CREATE INDEX idx_channels_delete_at ON channels (deleteat);
CREATE INDEX idx_channels_displayname_lower ON channels (lower(displayname));
CREATE INDEX idx_channels_name_lower ON channels (lower(name));
CREATE INDEX idx_channels_scheme_id ON channels (schemeid);
CREATE INDEX idx_channels_team_id_display_name ON channels (teamid, displayname);
CREATE INDEX idx_channels_team_id_type ON channels (teamid, type);
CREATE INDEX idx_channels_update_at ON channels (updateat);

CREATE TABLE channelmembers (
  channelid varchar(26) NOT NULL,
  userid varchar(26) NOT NULL,
  roles varchar(256),
  lastviewedat bigint,
  msgcount bigint,
  mentioncount bigint,
  notifyprops jsonb,
  lastupdateat bigint,
  schemeuser boolean,
  schemeadmin boolean,
  schemeguest boolean,
  mentioncountroot bigint,
  msgcountroot bigint,
  urgentmentioncount bigint,
  autotranslation boolean NOT NULL DEFAULT false,
  autotranslationdisabled boolean NOT NULL DEFAULT false,
  PRIMARY KEY (channelid, userid)
);
CREATE INDEX idx_channelmembers_autotranslation_enabled ON channelmembers (channelid) WHERE autotranslation = true;
CREATE INDEX idx_channelmembers_channel_id_scheme_guest_user_id ON channelmembers (channelid, schemeguest, userid);
CREATE INDEX idx_channelmembers_user_id_channel_id_last_viewed_at ON channelmembers (userid, channelid, lastviewedat);

CREATE TABLE publicchannels (
  id varchar(26) PRIMARY KEY,
  deleteat bigint,
  teamid varchar(26),
  displayname varchar(64),
  name varchar(64),
  header varchar(1024),
  purpose varchar(250),
  UNIQUE (name, teamid)
);
CREATE INDEX idx_publicchannels_delete_at ON publicchannels (deleteat);
CREATE INDEX idx_publicchannels_displayname_lower ON publicchannels (lower(displayname));
CREATE INDEX idx_publicchannels_name_lower ON publicchannels (lower(name));
CREATE INDEX idx_publicchannels_search_txt ON publicchannels
  USING gin (to_tsvector('english', name || ' ' || displayname || ' ' || purpose));
CREATE INDEX idx_publicchannels_team_id ON publicchannels (teamid);

CREATE TABLE channelmemberhistory (
  channelid varchar(26) NOT NULL,
  userid varchar(26) NOT NULL,
  jointime bigint NOT NULL,
  leavetime bigint,
  PRIMARY KEY (channelid, userid, jointime)
);

CREATE TABLE sidebarcategories (
  id varchar(128) PRIMARY KEY,
  userid varchar(26),
  teamid varchar(26),
  sortorder bigint,
  sorting varchar(64),
  type varchar(64),
  displayname varchar(64),
  muted boolean,
  collapsed boolean
);
CREATE INDEX idx_sidebarcategories_userid_teamid ON sidebarcategories (userid, teamid);

CREATE TABLE sidebarchannels (
  channelid varchar(26) NOT NULL,
  userid varchar(26) NOT NULL,
  categoryid varchar(128) NOT NULL,
  sortorder bigint,
  PRIMARY KEY (channelid, userid, categoryid)
);
CREATE INDEX idx_sidebarchannels_categoryid ON sidebarchannels (categoryid);

CREATE TYPE channel_bookmark_type AS ENUM ('link', 'file');

CREATE TABLE channelbookmarks (
  id varchar(26) PRIMARY KEY,
  ownerid varchar(26) NOT NULL,
  channelid varchar(26) NOT NULL,
  fileinfoid varchar(26) DEFAULT NULL,
  createat bigint DEFAULT 0,
  updateat bigint DEFAULT 0,
  deleteat bigint DEFAULT 0,
  displayname text DEFAULT '',
  sortorder integer DEFAULT 0,
  linkurl text,
  imageurl text,
  emoji varchar(64) DEFAULT NULL,
  type channel_bookmark_type DEFAULT 'link',
  originalid varchar(26) DEFAULT NULL,
  parentid varchar(26) DEFAULT NULL
);
CREATE INDEX idx_channelbookmarks_channelid ON channelbookmarks (channelid);
CREATE INDEX idx_channelbookmarks_delete_at ON channelbookmarks (deleteat);
CREATE INDEX idx_channelbookmarks_update_at ON channelbookmarks (updateat);

CREATE TABLE usergroups (
  id varchar(26) PRIMARY KEY,
  name varchar(64) UNIQUE,
  displayname varchar(128),
  description varchar(1024),
  source varchar(64),
  remoteid varchar(48),
  createat bigint,
  updateat bigint,
  deleteat bigint,
  allowreference boolean,
  UNIQUE (source, remoteid)
);
CREATE INDEX idx_usergroups_delete_at ON usergroups (deleteat);
CREATE INDEX idx_usergroups_displayname ON usergroups (displayname);
CREATE INDEX idx_usergroups_remote_id ON usergroups (remoteid);

CREATE TABLE groupmembers (
  groupid varchar(26) NOT NULL,
  userid varchar(26) NOT NULL,
  createat bigint,
  deleteat bigint,
  PRIMARY KEY (groupid, userid)
);
CREATE INDEX idx_groupmembers_create_at ON groupmembers (createat);

CREATE TABLE groupteams (
  groupid varchar(26) NOT NULL,
  autoadd boolean,
  schemeadmin boolean,
  createat bigint,
  deleteat bigint,
  updateat bigint,
  teamid varchar(26) NOT NULL,
  PRIMARY KEY (groupid, teamid)
);
CREATE INDEX idx_groupteams_schemeadmin ON groupteams (schemeadmin);
CREATE INDEX idx_groupteams_teamid ON groupteams (teamid);

CREATE TABLE groupchannels (
  groupid varchar(26) NOT NULL,
  autoadd boolean,
  schemeadmin boolean,
  createat bigint,
  deleteat bigint,
  updateat bigint,
  channelid varchar(26) NOT NULL,
  PRIMARY KEY (groupid, channelid)
);
CREATE INDEX idx_groupchannels_channelid ON groupchannels (channelid);
CREATE INDEX idx_groupchannels_schemeadmin ON groupchannels (schemeadmin);
