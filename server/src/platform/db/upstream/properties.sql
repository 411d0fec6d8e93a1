-- Attributes that can be attached to anything.

CREATE TABLE propertygroups (
  id varchar(26) PRIMARY KEY,
  name varchar(64) NOT NULL UNIQUE
);

CREATE TYPE property_field_type AS ENUM ('text', 'select', 'multiselect', 'date', 'user', 'multiuser');

CREATE TABLE propertyfields (
  id varchar(26) PRIMARY KEY,
  groupid varchar(26) NOT NULL,
  name varchar(255) NOT NULL,
  type property_field_type,
  attrs jsonb,
  targetid varchar(255),
  targettype varchar(255),
  createat bigint NOT NULL,
  updateat bigint NOT NULL,
  deleteat bigint NOT NULL
);
CREATE INDEX idx_propertyfields_create_at_id ON propertyfields (createat, id);
CREATE UNIQUE INDEX idx_propertyfields_unique ON propertyfields (groupid, targetid, name) WHERE deleteat = 0;

CREATE TABLE propertyvalues (
  id varchar(26) PRIMARY KEY,
  targetid varchar(255) NOT NULL,
  targettype varchar(255) NOT NULL,
  groupid varchar(26) NOT NULL,
  fieldid varchar(26) NOT NULL,
  value jsonb NOT NULL,
  createat bigint NOT NULL,
  updateat bigint NOT NULL,
  deleteat bigint NOT NULL
);
CREATE INDEX idx_propertyvalues_create_at_id ON propertyvalues (createat, id);
CREATE INDEX idx_propertyvalues_targetid_groupid ON propertyvalues (targetid, groupid);
CREATE UNIQUE INDEX idx_propertyvalues_unique ON propertyvalues (groupid, targetid, fieldid) WHERE deleteat = 0;
