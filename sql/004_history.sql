-- What happened, append-only. Both tables derive from the tests' states and may be filled again from them.
CREATE TABLE IF NOT EXISTS bridge.results (
  test_id       text COLLATE "C" PRIMARY KEY,
  completed_at  timestamptz NOT NULL,
  epoch         bigint NOT NULL,
  model_id      text COLLATE "C" NOT NULL,
  model_type    text COLLATE "C" NOT NULL,
  outcome       text COLLATE "C" NOT NULL,
  worker        text COLLATE "C",
  browser       text COLLATE "C",
  backend       text COLLATE "C",                -- the one used; null when none was
  result        jsonb NOT NULL
);

CREATE INDEX IF NOT EXISTS results_time ON bridge.results USING brin (completed_at) WITH (pages_per_range = 32);
CREATE INDEX IF NOT EXISTS results_kind ON bridge.results (model_type, browser, backend, completed_at);
CREATE INDEX IF NOT EXISTS results_model ON bridge.results (model_id, completed_at);
CREATE INDEX IF NOT EXISTS results_worker ON bridge.results (worker, completed_at);

CREATE TABLE IF NOT EXISTS bridge.events (
  test_id  text COLLATE "C" NOT NULL,
  version  bigint NOT NULL,
  epoch    bigint NOT NULL,
  at       timestamptz NOT NULL,
  kind     text COLLATE "C" NOT NULL,
  data     jsonb,
  PRIMARY KEY (test_id, version)
);

CREATE INDEX IF NOT EXISTS events_time ON bridge.events USING brin (at) WITH (pages_per_range = 32);

INSERT INTO bridge.schema_version (version, name) VALUES (4, 'history') ON CONFLICT DO NOTHING;
