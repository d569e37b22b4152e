-- The fence of states without a row, for databases that had 001 before it was part of that.
CREATE UNLOGGED TABLE IF NOT EXISTS orleans.transactional_state_fence (
  service_id  text COLLATE "C" NOT NULL,
  grain_id    text COLLATE "C" NOT NULL,
  state_name  text COLLATE "C" NOT NULL,
  fence       bigint NOT NULL,
  at          timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (service_id, grain_id, state_name)
) WITH (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.05);

INSERT INTO bridge.schema_version (version, name) VALUES (6, 'first_store_fence') ON CONFLICT DO NOTHING;
