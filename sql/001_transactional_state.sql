-- Transactional grain state as Orleans.Transactions.Postgres keeps it, of use to any Orleans application.
CREATE SCHEMA IF NOT EXISTS orleans;

-- One row a state. Free space on the page keeps its updates off the indexes.
CREATE TABLE IF NOT EXISTS orleans.transactional_state (
  service_id          text COLLATE "C" NOT NULL,
  grain_id            text COLLATE "C" NOT NULL, -- type/key
  state_name          text COLLATE "C" NOT NULL,
  version             bigint NOT NULL,           -- the ETag
  fence               bigint NOT NULL,           -- the activation that loaded last; a store of any other is refused
  committed_sequence  bigint NOT NULL,
  clock               bigint NOT NULL,           -- UTC ticks of 100 ns, exact: timestamptz would round them
  commit_records      jsonb NOT NULL,            -- {transaction id: {at, writers: [{name, grain, roles}]}}, as its manager
  state               jsonb,                     -- null: nothing committed yet
  PRIMARY KEY (service_id, grain_id, state_name)
) WITH (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);

-- States prepared by a transaction whose outcome its manager knows.
CREATE TABLE IF NOT EXISTS orleans.transactional_state_pending (
  service_id      text COLLATE "C" NOT NULL,
  grain_id        text COLLATE "C" NOT NULL,
  state_name      text COLLATE "C" NOT NULL,
  sequence        bigint NOT NULL,
  transaction_id  text NOT NULL,
  at              bigint NOT NULL,               -- UTC ticks
  manager_name    text COLLATE "C",              -- null: the state's own grain was to manage it
  manager_grain   text COLLATE "C",
  manager_roles   int NOT NULL,
  state           jsonb NOT NULL,
  PRIMARY KEY (service_id, grain_id, state_name, sequence)
) WITH (autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);

-- Who loaded a state last that has no row yet; its first store takes the fence away. Unlogged: it need not survive the
-- server, as a first store that finds no fence is refused, and its grain loads again.
CREATE UNLOGGED TABLE IF NOT EXISTS orleans.transactional_state_fence (
  service_id  text COLLATE "C" NOT NULL,
  grain_id    text COLLATE "C" NOT NULL,
  state_name  text COLLATE "C" NOT NULL,
  fence       bigint NOT NULL,
  at          timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (service_id, grain_id, state_name)
) WITH (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.05);

DO $$
BEGIN
  ALTER TABLE orleans.transactional_state ALTER COLUMN state SET COMPRESSION lz4;
  ALTER TABLE orleans.transactional_state_pending ALTER COLUMN state SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN
  NULL; -- a server built without lz4 compresses more slowly, that is all
END $$;
