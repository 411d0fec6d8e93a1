-- Webhooks, commands and what plugins store.

CREATE TABLE incomingwebhooks (
  id varchar(26) PRIMARY KEY,
  createat bigint,
  updateat bigint,
  deleteat bigint,
  userid varchar(26),
  channelid varchar(26),
  teamid varchar(26),
  displayname varchar(64),
  description varchar(500),
  username varchar(255),
  iconurl varchar(1024),
  channellocked boolean
);
CREATE INDEX idx_incoming_webhook_create_at ON incomingwebhooks (createat);
CREATE INDEX idx_incoming_webhook_delete_at ON incomingwebhooks (deleteat);
CREATE INDEX idx_incoming_webhook_team_id ON incomingwebhooks (teamid);
CREATE INDEX idx_incoming_webhook_update_at ON incomingwebhooks (updateat);
CREATE INDEX idx_incoming_webhook_user_id ON incomingwebhooks (userid);

CREATE TABLE outgoingwebhooks (
  id varchar(26) PRIMARY KEY,
  token varchar(26),
  createat bigint,
  updateat bigint,
  deleteat bigint,
  creatorid varchar(26),
  channelid varchar(26),
  teamid varchar(26),
  triggerwords varchar(1024),
  callbackurls varchar(1024),
  displayname varchar(64),
  contenttype varchar(128),
  triggerwhen integer,
  username varchar(64),
  iconurl varchar(1024),
  description varchar(500)
);
CREATE INDEX idx_outgoing_webhook_create_at ON outgoingwebhooks (createat);
CREATE INDEX idx_outgoing_webhook_delete_at ON outgoingwebhooks (deleteat);
CREATE INDEX idx_outgoing_webhook_team_id ON outgoingwebhooks (teamid);
CREATE INDEX idx_outgoing_webhook_update_at ON outgoingwebhooks (updateat);

CREATE TABLE commands (
  id varchar(26) PRIMARY KEY,
  token varchar(26),
  createat bigint,
  updateat bigint,
  deleteat bigint,
  creatorid varchar(26),
  teamid varchar(26),
  trigger varchar(128),
  method varchar(1),
  username varchar(64),
  iconurl varchar(1024),
  autocomplete boolean,
  autocompletedesc varchar(1024),
  autocompletehint varchar(1024),
  displayname varchar(64),
  description varchar(128),
  url varchar(1024),
  pluginid varchar(190)
);
CREATE INDEX idx_command_create_at ON commands (createat);
CREATE INDEX idx_command_delete_at ON commands (deleteat);
CREATE INDEX idx_command_team_id ON commands (teamid);
CREATE INDEX idx_command_update_at ON commands (updateat);

CREATE TABLE commandwebhooks (
  id varchar(26) PRIMARY KEY,
  createat bigint,
  commandid varchar(26),
  userid varchar(26),
  channelid varchar(26),
  rootid varchar(26),
  usecount integer
);
CREATE INDEX idx_command_webhook_create_at ON commandwebhooks (createat);

CREATE TABLE pluginkeyvaluestore (
  pluginid varchar(190) NOT NULL,
  pkey varchar(150) NOT NULL,
  pvalue bytea,
  expireat bigint,
  PRIMARY KEY (pluginid, pkey)
);
