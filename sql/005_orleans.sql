-- What Orleans' ADO.NET providers for clustering, reminders and grain storage expect. They read their statements from
-- orleansquery, unqualified, and pass parameters and read columns by the names below; the rest is ours. Each statement is
-- one round trip and one snapshot: it happens whole or not at all. Connections need Search Path=orleans.
CREATE SCHEMA IF NOT EXISTS orleans;

CREATE TABLE IF NOT EXISTS orleans.orleansquery (
  querykey   text COLLATE "C" PRIMARY KEY,
  querytext  text NOT NULL
);

-- A cluster's membership changes only together with its version.
CREATE TABLE IF NOT EXISTS orleans.orleansmembershipversiontable (
  deploymentid  text COLLATE "C" PRIMARY KEY,
  "timestamp"   timestamptz NOT NULL DEFAULT now(),
  version       int NOT NULL DEFAULT 0
);

CREATE TABLE IF NOT EXISTS orleans.orleansmembershiptable (
  deploymentid  text COLLATE "C" NOT NULL REFERENCES orleans.orleansmembershipversiontable,
  address       text COLLATE "C" NOT NULL,
  port          int NOT NULL,
  generation    int NOT NULL,
  siloname      text NOT NULL,
  hostname      text NOT NULL,
  status        int NOT NULL,          -- 3: active, 6: dead
  proxyport     int,                   -- 0: no gateway
  suspecttimes  text,                  -- silo,time|silo,time
  starttime     timestamptz NOT NULL,
  iamalivetime  timestamptz NOT NULL,
  PRIMARY KEY (deploymentid, address, port, generation)
) WITH (fillfactor = 50);

CREATE TABLE IF NOT EXISTS orleans.orleansreminderstable (
  serviceid     text COLLATE "C" NOT NULL,
  grainid       text COLLATE "C" NOT NULL,
  remindername  text COLLATE "C" NOT NULL,
  starttime     timestamptz NOT NULL,
  period        bigint NOT NULL,       -- ms
  grainhash     int NOT NULL,          -- the unsigned hash's bits: silos own ranges of it
  version       int NOT NULL,          -- the ETag
  PRIMARY KEY (serviceid, grainid, remindername)
);

CREATE INDEX IF NOT EXISTS orleansreminders_range ON orleans.orleansreminderstable (serviceid, grainhash);

-- The numbers of a grain's id, or its text; '' stands for none, which no grain's text is.
CREATE TABLE IF NOT EXISTS orleans.orleansstorage (
  grainidhash             int NOT NULL,
  graintypehash           int NOT NULL,
  grainidn0               bigint NOT NULL,
  grainidn1               bigint NOT NULL,
  grainidextensionstring  text COLLATE "C" NOT NULL,
  graintypestring         text COLLATE "C" NOT NULL,
  serviceid               text COLLATE "C" NOT NULL,
  payloadbinary           bytea,       -- null: cleared, and its ETag remembered
  modifiedon              timestamptz NOT NULL,
  version                 int NOT NULL,
  PRIMARY KEY (grainidhash, graintypehash, grainidn0, grainidn1, grainidextensionstring, graintypestring, serviceid)
) WITH (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.05);

INSERT INTO orleans.orleansquery (querykey, querytext) VALUES
-- Clustering. Where one boolean is read it says whether the change was made.
('InsertMembershipVersionKey', $$
WITH made AS (INSERT INTO orleans.orleansmembershipversiontable (deploymentid) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING 1)
SELECT EXISTS (SELECT FROM made)
$$),
('InsertMembershipKey', $$
WITH turned AS (
  UPDATE orleans.orleansmembershipversiontable v SET version = v.version + 1, "timestamp" = now()
  WHERE v.deploymentid = @DeploymentId AND v.version = @Version AND NOT EXISTS (
    SELECT FROM orleans.orleansmembershiptable m
    WHERE m.deploymentid = @DeploymentId AND m.address = @Address AND m.port = @Port AND m.generation = @Generation)
  RETURNING 1),
added AS (
  INSERT INTO orleans.orleansmembershiptable (deploymentid, address, port, generation, siloname, hostname, status, proxyport, starttime, iamalivetime)
  SELECT @DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM turned
  RETURNING 1)
SELECT EXISTS (SELECT FROM added)
$$),
('UpdateMembershipKey', $$
WITH turned AS (
  UPDATE orleans.orleansmembershipversiontable v SET version = v.version + 1, "timestamp" = now()
  WHERE v.deploymentid = @DeploymentId AND v.version = @Version AND EXISTS (
    SELECT FROM orleans.orleansmembershiptable m
    WHERE m.deploymentid = @DeploymentId AND m.address = @Address AND m.port = @Port AND m.generation = @Generation)
  RETURNING 1),
changed AS (
  UPDATE orleans.orleansmembershiptable m SET status = @Status, suspecttimes = @SuspectTimes, iamalivetime = @IAmAliveTime
  FROM turned
  WHERE m.deploymentid = @DeploymentId AND m.address = @Address AND m.port = @Port AND m.generation = @Generation
  RETURNING 1)
SELECT EXISTS (SELECT FROM changed)
$$),
('UpdateIAmAlivetimeKey', $$
UPDATE orleans.orleansmembershiptable SET iamalivetime = @IAmAliveTime
WHERE deploymentid = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
$$),
-- The version comes even where no silo does.
('MembershipReadRowKey', $$
SELECT v.deploymentid, m.address, m.port, m.generation, m.siloname, m.hostname, m.status, m.proxyport, m.suspecttimes, m.starttime, m.iamalivetime, v.version
FROM orleans.orleansmembershipversiontable v
LEFT JOIN orleans.orleansmembershiptable m
  ON m.deploymentid = v.deploymentid AND m.address = @Address AND m.port = @Port AND m.generation = @Generation
WHERE v.deploymentid = @DeploymentId
$$),
('MembershipReadAllKey', $$
SELECT v.deploymentid, m.address, m.port, m.generation, m.siloname, m.hostname, m.status, m.proxyport, m.suspecttimes, m.starttime, m.iamalivetime, v.version
FROM orleans.orleansmembershipversiontable v
LEFT JOIN orleans.orleansmembershiptable m ON m.deploymentid = v.deploymentid
WHERE v.deploymentid = @DeploymentId
$$),
('GatewaysQueryKey', $$
SELECT address, proxyport, generation FROM orleans.orleansmembershiptable
WHERE deploymentid = @DeploymentId AND status = @Status AND proxyport > 0
$$),
('CleanupDefunctSiloEntriesKey', $$
DELETE FROM orleans.orleansmembershiptable WHERE deploymentid = @DeploymentId AND iamalivetime < @IAmAliveTime AND status <> 3
$$),
('DeleteMembershipTableEntriesKey', $$
WITH silos AS (DELETE FROM orleans.orleansmembershiptable WHERE deploymentid = @DeploymentId)
DELETE FROM orleans.orleansmembershipversiontable WHERE deploymentid = @DeploymentId
$$),

-- Reminders. A range is open below and closed above; the second form is one that wraps round.
('UpsertReminderRowKey', $$
INSERT INTO orleans.orleansreminderstable AS r (serviceid, grainid, remindername, starttime, period, grainhash, version)
VALUES (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash, 0)
ON CONFLICT (serviceid, grainid, remindername) DO UPDATE
SET starttime = EXCLUDED.starttime, period = EXCLUDED.period, grainhash = EXCLUDED.grainhash, version = r.version + 1
RETURNING version
$$),
('ReadReminderRowKey', $$
SELECT grainid, remindername, starttime, period, version FROM orleans.orleansreminderstable
WHERE serviceid = @ServiceId AND grainid = @GrainId AND remindername = @ReminderName
$$),
('ReadReminderRowsKey', $$
SELECT grainid, remindername, starttime, period, version FROM orleans.orleansreminderstable
WHERE serviceid = @ServiceId AND grainid = @GrainId
$$),
('ReadRangeRows1Key', $$
SELECT grainid, remindername, starttime, period, version FROM orleans.orleansreminderstable
WHERE serviceid = @ServiceId AND grainhash > @BeginHash AND grainhash <= @EndHash
$$),
('ReadRangeRows2Key', $$
SELECT grainid, remindername, starttime, period, version FROM orleans.orleansreminderstable
WHERE serviceid = @ServiceId AND (grainhash > @BeginHash OR grainhash <= @EndHash)
$$),
('DeleteReminderRowKey', $$
WITH gone AS (
  DELETE FROM orleans.orleansreminderstable
  WHERE serviceid = @ServiceId AND grainid = @GrainId AND remindername = @ReminderName AND version = @Version
  RETURNING 1)
SELECT EXISTS (SELECT FROM gone)
$$),
('DeleteReminderRowsKey', $$
DELETE FROM orleans.orleansreminderstable WHERE serviceid = @ServiceId
$$),

-- Grain storage. No row back means that another had written since.
('ReadFromStorageKey', $$
SELECT payloadbinary, version FROM orleans.orleansstorage
WHERE grainidhash = @GrainIdHash AND graintypehash = @GrainTypeHash AND grainidn0 = @GrainIdN0 AND grainidn1 = @GrainIdN1
  AND grainidextensionstring = coalesce(@GrainIdExtensionString, '') AND graintypestring = @GrainTypeString AND serviceid = @ServiceId
$$),
('WriteToStorageKey', $$
WITH changed AS (
  UPDATE orleans.orleansstorage SET payloadbinary = @PayloadBinary, modifiedon = now(), version = version + 1
  WHERE grainidhash = @GrainIdHash AND graintypehash = @GrainTypeHash AND grainidn0 = @GrainIdN0 AND grainidn1 = @GrainIdN1
    AND grainidextensionstring = coalesce(@GrainIdExtensionString, '') AND graintypestring = @GrainTypeString AND serviceid = @ServiceId
    AND version = @GrainStateVersion
  RETURNING version),
added AS (
  INSERT INTO orleans.orleansstorage (grainidhash, graintypehash, grainidn0, grainidn1, grainidextensionstring, graintypestring, serviceid, payloadbinary, modifiedon, version)
  SELECT @GrainIdHash, @GrainTypeHash, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString, ''), @GrainTypeString, @ServiceId, @PayloadBinary, now(), 1
  WHERE @GrainStateVersion IS NULL
  ON CONFLICT DO NOTHING
  RETURNING version)
SELECT version AS newgrainstateversion FROM changed UNION ALL SELECT version FROM added
$$),
('ClearStorageKey', $$
UPDATE orleans.orleansstorage SET payloadbinary = NULL, modifiedon = now(), version = version + 1
WHERE grainidhash = @GrainIdHash AND graintypehash = @GrainTypeHash AND grainidn0 = @GrainIdN0 AND grainidn1 = @GrainIdN1
  AND grainidextensionstring = coalesce(@GrainIdExtensionString, '') AND graintypestring = @GrainTypeString AND serviceid = @ServiceId
  AND version = @GrainStateVersion
RETURNING version AS newgrainstateversion
$$),
('DeleteStorageKey', $$
DELETE FROM orleans.orleansstorage
WHERE grainidhash = @GrainIdHash AND graintypehash = @GrainTypeHash AND grainidn0 = @GrainIdN0 AND grainidn1 = @GrainIdN1
  AND grainidextensionstring = coalesce(@GrainIdExtensionString, '') AND graintypestring = @GrainTypeString AND serviceid = @ServiceId
  AND version = @GrainStateVersion
RETURNING version + 1 AS newgrainstateversion
$$)
ON CONFLICT (querykey) DO UPDATE SET querytext = EXCLUDED.querytext WHERE orleansquery.querytext <> EXCLUDED.querytext;

INSERT INTO bridge.schema_version (version, name) VALUES (5, 'orleans') ON CONFLICT DO NOTHING;
