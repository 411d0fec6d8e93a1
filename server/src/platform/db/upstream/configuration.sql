-- Where the configuration lives. An adopted database has these only if its configuration lived there too.

CREATE TABLE IF NOT EXISTS configurations (
  id varchar(26) PRIMARY KEY,
  value text NOT NULL,
  createat bigint NOT NULL,
  active boolean UNIQUE,
  sha char(64) DEFAULT ''
);

CREATE TABLE IF NOT EXISTS configurationfiles (
  name varchar(64) PRIMARY KEY,
  data text NOT NULL,
  createat bigint NOT NULL,
  updateat bigint NOT NULL
);

CREATE TABLE IF NOT EXISTS db_config_migrations (
  version bigint PRIMARY KEY,
  name varchar NOT NULL
);
