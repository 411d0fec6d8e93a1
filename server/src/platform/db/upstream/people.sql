-- Accounts, sessions, credentials, roles and what a person has chosen.

CREATE TABLE users (
  id varchar(26) PRIMARY KEY,
  createat bigint,
  updateat bigint,
  deleteat bigint,
  username varchar(64) UNIQUE,
  password varchar(128),
  authdata varchar(128) UNIQUE,
  authservice varchar(32),
  email varchar(128) UNIQUE,
  emailverified boolean,
  nickname varchar(64),
  firstname varchar(64),
  lastname varchar(64),
  roles varchar(256),
  allowmarketing boolean,
  props jsonb,
  notifyprops jsonb,
  lastpasswordupdate bigint,
  lastpictureupdate bigint,
  failedattempts integer,
  locale varchar(5),
  mfaactive boolean,
  mfasecret varchar(128),
  position varchar(128),
  timezone jsonb,
  remoteid varchar(26),
  lastlogin bigint NOT NULL DEFAULT 0,
  mfausedtimestamps jsonb
);
CREATE INDEX idx_users_all_no_full_name_txt ON users
  USING gin (to_tsvector('english', username || ' ' || nickname || ' ' || email));
CREATE INDEX idx_users_all_txt ON users
  USING gin (to_tsvector('english', username || ' ' || firstname || ' ' || lastname || ' ' || nickname || ' ' || email));
CREATE INDEX idx_users_create_at ON users (createat);
CREATE INDEX idx_users_delete_at ON users (deleteat);
CREATE INDEX idx_users_email_lower_textpattern ON users (lower(email) text_pattern_ops);
CREATE INDEX idx_users_firstname_lower_textpattern ON users (lower(firstname) text_pattern_ops);
CREATE INDEX idx_users_id_locale ON users (id, locale);
CREATE INDEX idx_users_lastname_lower_textpattern ON users (lower(lastname) text_pattern_ops);
CREATE INDEX idx_users_names_no_full_name_txt ON users
  USING gin (to_tsvector('english', username || ' ' || nickname));
CREATE INDEX idx_users_names_txt ON users
  USING gin (to_tsvector('english', username || ' ' || firstname || ' ' || lastname || ' ' || nickname));
CREATE INDEX idx_users_nickname_lower_textpattern ON users (lower(nickname) text_pattern_ops);
CREATE INDEX idx_users_update_at ON users (updateat);
CREATE INDEX idx_users_username_lower_textpattern ON users (lower(username) text_pattern_ops);

CREATE TABLE bots (
  userid varchar(26) PRIMARY KEY,
  description varchar(1024),
  ownerid varchar(190),
  createat bigint,
  updateat bigint,
  deleteat bigint,
  lasticonupdate bigint
);

CREATE TABLE sessions (
  id varchar(26) PRIMARY KEY,
  token varchar(26),
  createat bigint,
  expiresat bigint,
  lastactivityat bigint,
  userid varchar(26),
  deviceid varchar(512),
  roles varchar(256),
  isoauth boolean,
  props jsonb,
  expirednotify boolean
);
CREATE INDEX idx_sessions_create_at ON sessions (createat);
CREATE INDEX idx_sessions_expires_at ON sessions (expiresat);
CREATE INDEX idx_sessions_last_activity_at ON sessions (lastactivityat);
CREATE INDEX idx_sessions_token ON sessions (token);
CREATE INDEX idx_sessions_user_id ON sessions (userid);

CREATE TABLE useraccesstokens (
  id varchar(26) PRIMARY KEY,
  token varchar(26) UNIQUE,
  userid varchar(26),
  description varchar(512),
  isactive boolean
);
CREATE INDEX idx_user_access_tokens_user_id ON useraccesstokens (userid);

CREATE TABLE tokens (
  token varchar(64) PRIMARY KEY,
  createat bigint,
  type varchar(64),
  extra varchar(2048)
);

CREATE TABLE desktoptokens (
  token varchar(64) PRIMARY KEY,
  createat bigint NOT NULL,
  userid varchar(26) NOT NULL
);
CREATE INDEX idx_desktoptokens_token_createat ON desktoptokens (token, createat);

CREATE TABLE oauthapps (
  id varchar(26) PRIMARY KEY,
  creatorid varchar(26),
  createat bigint,
  updateat bigint,
  clientsecret varchar(128),
  name varchar(64),
  description varchar(512),
  callbackurls varchar(1024),
  homepage varchar(256),
  istrusted boolean,
  iconurl varchar(512),
  mattermostappid varchar(32) NOT NULL DEFAULT '',
  isdynamicallyregistered boolean DEFAULT false
);
CREATE INDEX idx_oauthapps_creator_id ON oauthapps (creatorid);

CREATE TABLE oauthauthdata (
  clientid varchar(26),
  userid varchar(26),
  code varchar(128) PRIMARY KEY,
  expiresin integer,
  createat bigint,
  redirecturi varchar(256),
  state varchar(1024),
  scope varchar(128),
  codechallenge varchar(128) DEFAULT '',
  codechallengemethod varchar(10) DEFAULT '',
  resource varchar(512) DEFAULT ''
);

CREATE TABLE oauthaccessdata (
  token varchar(26) PRIMARY KEY,
  refreshtoken varchar(26),
  redirecturi varchar(256),
  clientid varchar(26),
  userid varchar(26),
  expiresat bigint,
  scope varchar(128),
  audience varchar(512) DEFAULT '',
  UNIQUE (clientid, userid)
);
CREATE INDEX idx_oauthaccessdata_refresh_token ON oauthaccessdata (refreshtoken);
CREATE INDEX idx_oauthaccessdata_user_id ON oauthaccessdata (userid);

CREATE TYPE outgoingoauthconnections_granttype AS ENUM ('client_credentials', 'password');

CREATE TABLE outgoingoauthconnections (
  id varchar(26) PRIMARY KEY,
  name varchar(64),
  creatorid varchar(26),
  createat bigint,
  updateat bigint,
  clientid varchar(255),
  clientsecret varchar(255),
  credentialsusername varchar(255),
  credentialspassword varchar(255),
  oauthtokenurl text,
  granttype outgoingoauthconnections_granttype DEFAULT 'client_credentials',
  audiences varchar(1024)
);
CREATE INDEX idx_outgoingoauthconnections_name ON outgoingoauthconnections (name);

CREATE TABLE roles (
  id varchar(26) PRIMARY KEY,
  name varchar(64) UNIQUE,
  displayname varchar(128),
  description varchar(1024),
  createat bigint,
  updateat bigint,
  deleteat bigint,
  permissions text,
  schememanaged boolean,
  builtin boolean
);

CREATE TABLE schemes (
  id varchar(26) PRIMARY KEY,
  name varchar(64) UNIQUE,
  displayname varchar(128),
  description varchar(1024),
  createat bigint,
  updateat bigint,
  deleteat bigint,
  scope varchar(32),
  defaultteamadminrole varchar(64),
  defaultteamuserrole varchar(64),
  defaultchanneladminrole varchar(64),
  defaultchanneluserrole varchar(64),
  defaultteamguestrole varchar(64),
  defaultchannelguestrole varchar(64),
  defaultplaybookadminrole varchar(64) DEFAULT '',
  defaultplaybookmemberrole varchar(64) DEFAULT '',
  defaultrunadminrole varchar(64) DEFAULT '',
  defaultrunmemberrole varchar(64) DEFAULT ''
);
CREATE INDEX idx_schemes_channel_admin_role ON schemes (defaultchanneladminrole);
CREATE INDEX idx_schemes_channel_guest_role ON schemes (defaultchannelguestrole);
CREATE INDEX idx_schemes_channel_user_role ON schemes (defaultchanneluserrole);

CREATE TABLE preferences (
  userid varchar(26) NOT NULL,
  category varchar(32) NOT NULL,
  name varchar(32) NOT NULL,
  value text,
  PRIMARY KEY (userid, category, name)
) WITH (autovacuum_vacuum_scale_factor = 0.1, autovacuum_analyze_scale_factor = 0.05);
CREATE INDEX idx_preferences_category ON preferences (category);
CREATE INDEX idx_preferences_name ON preferences (name);

CREATE TABLE status (
  userid varchar(26) PRIMARY KEY,
  status varchar(32),
  manual boolean,
  lastactivityat bigint,
  dndendtime bigint,
  prevstatus varchar(32)
);
CREATE INDEX idx_status_status_dndendtime ON status (status, dndendtime);

CREATE TABLE termsofservice (
  id varchar(26) PRIMARY KEY,
  createat bigint,
  userid varchar(26),
  text varchar(65535)
);

CREATE TABLE usertermsofservice (
  userid varchar(26) PRIMARY KEY,
  termsofserviceid varchar(26),
  createat bigint
);

CREATE TABLE notifyadmin (
  userid varchar(26) NOT NULL,
  createat bigint,
  requiredplan varchar(100) NOT NULL,
  requiredfeature varchar(255) NOT NULL,
  trial boolean NOT NULL,
  sentat bigint,
  PRIMARY KEY (userid, requiredfeature, requiredplan)
);

CREATE TABLE productnoticeviewstate (
  userid varchar(26) NOT NULL,
  noticeid varchar(26) NOT NULL,
  viewed integer,
  timestamp bigint,
  PRIMARY KEY (userid, noticeid)
);
CREATE INDEX idx_notice_views_notice_id ON productnoticeviewstate (noticeid);
CREATE INDEX idx_notice_views_timestamp ON productnoticeviewstate ("timestamp");
