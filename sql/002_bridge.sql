-- The bridge's own schema, and which of these files a database has.
CREATE SCHEMA IF NOT EXISTS bridge;

CREATE TABLE IF NOT EXISTS bridge.schema_version (
  version     int PRIMARY KEY,
  name        text NOT NULL,
  applied_at  timestamptz NOT NULL DEFAULT now()
);

INSERT INTO bridge.schema_version (version, name)
VALUES (1, 'transactional_state'), (2, 'bridge') ON CONFLICT DO NOTHING;
