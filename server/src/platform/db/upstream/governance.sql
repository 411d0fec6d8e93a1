-- Retention, compliance, content flagging, access rules and the audit trail.

CREATE TABLE audits (
  id varchar(26) PRIMARY KEY,
  createat bigint,
  userid varchar(26),
  action varchar(512),
  extrainfo varchar(1024),
  ipaddress varchar(64),
  sessionid varchar(26)
);
CREATE INDEX idx_audits_user_id ON audits (userid);

CREATE TABLE compliances (
  id varchar(26) PRIMARY KEY,
  createat bigint,
  userid varchar(26),
  status varchar(64),
  count integer,
  "desc" varchar(512),
  type varchar(64),
  startat bigint,
  endat bigint,
  keywords varchar(512),
  emails varchar(1024)
);

CREATE TABLE retentionpolicies (
  id varchar(26) PRIMARY KEY,
  displayname varchar(64),
  postduration bigint
);
CREATE INDEX idx_retentionpolicies_displayname ON retentionpolicies (displayname);

CREATE TABLE retentionpolicieschannels (
  policyid varchar(26),
  channelid varchar(26) PRIMARY KEY,
  CONSTRAINT fk_retentionpolicieschannels_retentionpolicies
    FOREIGN KEY (policyid) REFERENCES retentionpolicies (id) ON DELETE CASCADE
);
CREATE INDEX idx_retentionpolicieschannels_policyid ON retentionpolicieschannels (policyid);

CREATE TABLE retentionpoliciesteams (
  policyid varchar(26),
  teamid varchar(26) PRIMARY KEY,
  CONSTRAINT fk_retentionpoliciesteams_retentionpolicies
    FOREIGN KEY (policyid) REFERENCES retentionpolicies (id) ON DELETE CASCADE
);
CREATE INDEX idx_retentionpoliciesteams_policyid ON retentionpoliciesteams (policyid);

CREATE TABLE retentionidsfordeletion (
  id varchar(26) PRIMARY KEY,
  tablename varchar(64),
  ids varchar(26)[]
);
CREATE INDEX idx_retentionidsfordeletion_tablename ON retentionidsfordeletion (tablename);

CREATE TABLE contentflaggingcommonreviewers (
  userid varchar(26) PRIMARY KEY
);

CREATE TABLE contentflaggingteamreviewers (
  teamid varchar(26) NOT NULL,
  userid varchar(26) NOT NULL,
  PRIMARY KEY (teamid, userid)
);
CREATE INDEX idx_contentflaggingteamreviewers_userid ON contentflaggingteamreviewers (userid);

CREATE TABLE contentflaggingteamsettings (
  teamid varchar(26) PRIMARY KEY,
  enabled boolean
);

CREATE TABLE accesscontrolpolicies (
  id varchar(26) PRIMARY KEY,
  name varchar(128) NOT NULL,
  type varchar(128) NOT NULL,
  active boolean NOT NULL,
  createat bigint NOT NULL,
  revision integer NOT NULL,
  version varchar(8) NOT NULL,
  data jsonb,
  props jsonb
);

CREATE TABLE accesscontrolpolicyhistory (
  id varchar(26) NOT NULL,
  name varchar(128) NOT NULL,
  type varchar(128) NOT NULL,
  createat bigint NOT NULL,
  revision integer NOT NULL,
  version varchar(8) NOT NULL,
  data jsonb,
  props jsonb,
  PRIMARY KEY (id, revision)
);
