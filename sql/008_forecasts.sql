-- What load was expected, and what came. A forecast never changes; what came is added to it once, when it is known.
CREATE TABLE IF NOT EXISTS bridge.forecasts (
  pool        text COLLATE "C" NOT NULL,
  at          timestamptz NOT NULL,              -- when it was made
  for_at      timestamptz NOT NULL,              -- the time it speaks of
  browser     text COLLATE "C" NOT NULL,
  model_type  text COLLATE "C" NOT NULL,         -- * for the sum over all of them
  predicted   double precision NOT NULL,         -- tests present
  lower       double precision NOT NULL,
  upper       double precision NOT NULL,
  actual      double precision,                  -- null: not known yet, or for good when nobody looked in time
  PRIMARY KEY (pool, at, browser, model_type)
) WITH (fillfactor = 90);

CREATE INDEX IF NOT EXISTS forecasts_time ON bridge.forecasts USING brin (at) WITH (pages_per_range = 32);

INSERT INTO bridge.schema_version (version, name) VALUES (8, 'forecasts') ON CONFLICT DO NOTHING;
