-- The ledgers as people and the sweep read them. States are the JSON of TestState and WorkerState.

-- What is committed now. A prepared state counts as soon as its transaction stands in its manager's commit records,
-- though its own grain has not heard so yet: one snapshot, so never half a transaction.
CREATE OR REPLACE VIEW bridge.states AS
SELECT s.service_id, s.grain_id, s.state_name, coalesce(p.state, s.state) AS state
FROM orleans.transactional_state s
LEFT JOIN LATERAL (
  SELECT p.state
  FROM orleans.transactional_state_pending p
  JOIN orleans.transactional_state m
    ON m.service_id = p.service_id AND m.grain_id = p.manager_grain AND m.state_name = p.manager_name
  WHERE p.service_id = s.service_id AND p.grain_id = s.grain_id AND p.state_name = s.state_name
    AND p.sequence > s.committed_sequence AND m.commit_records ? p.transaction_id
  ORDER BY p.sequence DESC
  LIMIT 1) p ON true;

-- Which tests there are, in the orders they are asked for. An index on the states themselves would cost every update of
-- every ledger; this one changes twice in a test's life.
CREATE TABLE IF NOT EXISTS bridge.test_index (
  test_id       text COLLATE "C" PRIMARY KEY,
  service_id    text COLLATE "C" NOT NULL,
  grain_id      text COLLATE "C" NOT NULL,
  submitted_at  timestamptz NOT NULL,
  open          boolean NOT NULL
);

CREATE INDEX IF NOT EXISTS test_index_submitted ON bridge.test_index (submitted_at, test_id);
CREATE INDEX IF NOT EXISTS test_index_open ON bridge.test_index (test_id) WHERE open;

CREATE OR REPLACE FUNCTION bridge.index_test() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    DELETE FROM bridge.test_index WHERE test_id = OLD.state->>'test_id';
  ELSE
    INSERT INTO bridge.test_index (test_id, service_id, grain_id, submitted_at, open)
    VALUES (NEW.state->>'test_id', NEW.service_id, NEW.grain_id, (NEW.state->>'submitted_at')::timestamptz, NEW.state->>'status' <> 'completed')
    ON CONFLICT (test_id) DO UPDATE SET open = EXCLUDED.open;
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER bridge_test_new AFTER INSERT ON orleans.transactional_state
FOR EACH ROW WHEN (NEW.state_name = 'test' AND NEW.state->>'status' IS NOT NULL)
EXECUTE FUNCTION bridge.index_test();

-- A test whose first commit was all its silo lived to write is prepared and not yet confirmed: the sweep must find it too.
CREATE OR REPLACE TRIGGER bridge_test_prepared AFTER INSERT ON orleans.transactional_state_pending
FOR EACH ROW WHEN (NEW.state_name = 'test' AND NEW.state->>'status' = 'queued' AND NEW.state->>'epoch' = '0')
EXECUTE FUNCTION bridge.index_test();

CREATE OR REPLACE TRIGGER bridge_test_changed AFTER UPDATE OF state ON orleans.transactional_state
FOR EACH ROW WHEN (NEW.state_name = 'test' AND NEW.state->>'status' IS NOT NULL
  AND (OLD.state->>'status' IS NULL OR (OLD.state->>'status' = 'completed') <> (NEW.state->>'status' = 'completed')))
EXECUTE FUNCTION bridge.index_test();

CREATE OR REPLACE TRIGGER bridge_test_gone AFTER DELETE ON orleans.transactional_state
FOR EACH ROW WHEN (OLD.state_name = 'test' AND OLD.state->>'status' IS NOT NULL)
EXECUTE FUNCTION bridge.index_test();

-- The views over them stand in 007, which made them survive damaged rows.
INSERT INTO bridge.schema_version (version, name) VALUES (3, 'tests') ON CONFLICT DO NOTHING;
