-- What a server keeps about itself: bookkeeping and jobs.

CREATE TABLE systems (
  name varchar(64) PRIMARY KEY,
  value varchar(1024)
);

CREATE TABLE jobs (
  id varchar(26) PRIMARY KEY,
  type varchar(32),
  priority bigint,
  createat bigint,
  startat bigint,
  lastactivityat bigint,
  status varchar(32),
  progress bigint,
  data jsonb
);
CREATE INDEX idx_jobs_status_type ON jobs (status, type);
CREATE INDEX idx_jobs_type ON jobs (type);

CREATE TABLE licenses (
  id varchar(26) PRIMARY KEY,
  createat bigint,
  bytes varchar(10000)
);

CREATE TABLE clusterdiscovery (
  id varchar(26) PRIMARY KEY,
  type varchar(64),
  clustername varchar(64),
  hostname varchar(512),
  gossipport integer,
  port integer,
  createat bigint,
  lastpingat bigint
);

CREATE TABLE db_migrations (
  version bigint PRIMARY KEY,
  name varchar NOT NULL
);

CREATE TABLE db_lock (
  id varchar(64) PRIMARY KEY,
  expireat bigint
);
