-- A ledger's row that cannot be read costs its own test some seconds, and its neighbours nothing: the views show it as
-- damaged instead of failing, the row is kept here as it was found, and the state is rebuilt from bridge.events.
CREATE TABLE IF NOT EXISTS bridge.quarantine (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at          timestamptz NOT NULL DEFAULT now(),
  service_id  text COLLATE "C" NOT NULL,
  grain_id    text COLLATE "C" NOT NULL,
  state_name  text COLLATE "C" NOT NULL,
  content     jsonb NOT NULL,                    -- the whole row of orleans.transactional_state
  why         text NOT NULL
);

CREATE INDEX IF NOT EXISTS quarantine_grain ON bridge.quarantine (grain_id);

-- Casts that answer null where the value is none.
CREATE OR REPLACE FUNCTION bridge.bigint_of(v jsonb) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT CASE WHEN v::text ~ '^-?[0-9]{1,18}$' THEN v::text::bigint END $$;

CREATE OR REPLACE FUNCTION bridge.int_of(v jsonb) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT CASE WHEN v::text ~ '^-?[0-9]{1,9}$' THEN v::text::int END $$;

CREATE OR REPLACE FUNCTION bridge.array_of(v jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT CASE WHEN jsonb_typeof(v) = 'array' THEN v ELSE '[]' END $$;

CREATE OR REPLACE FUNCTION bridge.time_of(v text) RETURNS timestamptz LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN v::timestamptz;
EXCEPTION WHEN data_exception THEN
  RETURN NULL;
END $$;

-- The key of a grain id, type/key.
CREATE OR REPLACE FUNCTION bridge.key_of(grain_id text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT substr(grain_id, strpos(grain_id, '/') + 1) $$;

-- By the grain's own id: what stands in a damaged state may be anything.
CREATE OR REPLACE FUNCTION bridge.index_test() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    DELETE FROM bridge.test_index WHERE test_id = bridge.key_of(OLD.grain_id);
  ELSE
    INSERT INTO bridge.test_index (test_id, service_id, grain_id, submitted_at, open)
    VALUES (bridge.key_of(NEW.grain_id), NEW.service_id, NEW.grain_id, coalesce(bridge.time_of(NEW.state->>'submitted_at'), now()), NEW.state->>'status' <> 'completed')
    ON CONFLICT (test_id) DO UPDATE SET open = EXCLUDED.open;
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER bridge_test_gone AFTER DELETE ON orleans.transactional_state
FOR EACH ROW WHEN (OLD.state_name = 'test')
EXECUTE FUNCTION bridge.index_test();

CREATE OR REPLACE VIEW bridge.tests AS
SELECT i.test_id, s.state->>'status' AS status, bridge.bigint_of(s.state->'epoch') AS epoch, bridge.bigint_of(s.state->'version') AS version,
  s.state->>'worker' AS worker, bridge.bigint_of(s.state->'generation') AS generation, s.state->>'browser' AS browser, s.state->>'backend' AS backend,
  bridge.int_of(s.state->'failed_attempts') AS failed_attempts, bridge.int_of(s.state->'refused_results') AS refused_results,
  i.submitted_at, bridge.time_of(s.state->>'not_before') AS not_before, bridge.time_of(s.state->>'deadline_at') AS deadline_at,
  bridge.time_of(s.state->>'assigned_at') AS assigned_at, bridge.time_of(s.state->>'completed_at') AS completed_at,
  s.state->'result'->>'outcome' AS outcome, s.state->'result'->>'reason' AS reason,
  s.state->'requirements'->'labels' AS labels, s.state->'requirements' AS requirements, s.state->'avoid' AS avoid, i.open, s.state,
  -- What the sweep could not work with; a reader of the whole state may find more.
  (coalesce(s.state->>'status', '') NOT IN ('queued', 'assigned', 'completed') OR s.state->>'test_id' IS DISTINCT FROM i.test_id
    OR bridge.bigint_of(s.state->'epoch') IS NULL OR bridge.bigint_of(s.state->'version') IS NULL OR bridge.bigint_of(s.state->'generation') IS NULL
    OR bridge.time_of(s.state->>'deadline_at') IS NULL OR jsonb_typeof(s.state->'requirements') IS DISTINCT FROM 'object'
    OR jsonb_typeof(s.state->'avoid') IS DISTINCT FROM 'array' OR jsonb_typeof(s.state->'history') IS DISTINCT FROM 'array') AS damaged
FROM bridge.test_index i
JOIN bridge.states s ON s.service_id = i.service_id AND s.grain_id = i.grain_id AND s.state_name = 'test'
WHERE s.state IS NOT NULL; -- a test that is prepared and not committed is none yet

-- Who owns what now. The slots are the workers' own account of it.
CREATE OR REPLACE VIEW bridge.assignments AS
SELECT test_id, epoch, 0 AS part, worker, generation, browser, backend, assigned_at
FROM bridge.tests
WHERE open AND status = 'assigned';

CREATE OR REPLACE VIEW bridge.workers AS
SELECT bridge.key_of(s.grain_id) COLLATE "default" AS worker, s.state->'descriptor'->>'silo' AS silo, bridge.bigint_of(s.state->'generation') AS generation,
  s.state->'draining' = 'true' AS draining, bridge.int_of(s.state->'descriptor'->'capacity') AS capacity,
  jsonb_array_length(bridge.array_of(s.state->'slots')) AS reserved,
  (SELECT count(*)::int FROM bridge.assignments a WHERE a.worker = bridge.key_of(s.grain_id)) AS assigned,
  bridge.array_of(s.state->'slots') AS slots, s.state->'descriptor' AS descriptor,
  (bridge.bigint_of(s.state->'generation') IS NULL OR jsonb_typeof(s.state->'slots') IS DISTINCT FROM 'array'
    OR coalesce(jsonb_typeof(s.state->'descriptor'), 'null') NOT IN ('object', 'null')) AS damaged
FROM bridge.states s
WHERE s.state_name = 'worker' AND s.state IS NOT NULL
  -- One that was told to drain before it ever registered is none.
  AND (s.state->'descriptor'->>'worker_id' IS NOT NULL OR s.state->'slots' IS DISTINCT FROM '[]' OR bridge.bigint_of(s.state->'generation') IS DISTINCT FROM 0);

INSERT INTO bridge.schema_version (version, name) VALUES (7, 'damaged_rows') ON CONFLICT DO NOTHING;
