// What the schemas cannot see: that one resource means another one that is there.
import { isDeepStrictEqual } from 'node:util';

const podOf = r => r.spec?.template?.spec;
const labelsOf = r => r.spec?.template?.metadata?.labels ?? {};
const matches = (selector, labels) => Object.entries(selector ?? {}).every(([key, value]) => labels[key] === value);
const containersOf = pod => [...(pod.initContainers ?? []), ...pod.containers];

// Made by hand, where an overlay does not make it: docs/kubernetes.md says how.
const byHand = { 'bridge-secrets': ['connection-string', 'api-key'] };

export function problems(resources) {
  const found = [];
  const workloads = resources.filter(podOf);
  const named = (kind, name) => resources.find(r => r.kind === kind && r.metadata.name === name);
  const check = (ok, where, what) => { if (!ok) found.push(`${where.kind} ${where.metadata.name}: ${what}`); };
  const keysOf = (kind, name) => {
    const r = named(kind, name);
    return r ? Object.keys({ ...r.data, ...r.stringData }) : kind === 'Secret' ? byHand[name] : undefined;
  };
  const hasPort = (workload, port) => typeof port === 'number'
    || containersOf(podOf(workload)).some(c => c.ports?.some(p => p.name === port));

  for (const r of resources) check(r.kind === 'Namespace' || r.metadata.namespace, r, 'has no namespace');

  for (const w of workloads) {
    const pod = podOf(w);
    check(matches(w.spec.selector.matchLabels, labelsOf(w)), w, 'its selector does not match its own pods');
    check(pod.automountServiceAccountToken === false, w, 'mounts a token that nobody needs');
    check(pod.securityContext?.runAsNonRoot === true && pod.securityContext.seccompProfile?.type === 'RuntimeDefault', w, 'may run as root, or without seccomp');
    if (pod.serviceAccountName) check(named('ServiceAccount', pod.serviceAccountName), w, `there is no service account ${pod.serviceAccountName}`);
    if (w.spec.serviceName) check(named('Service', w.spec.serviceName)?.spec.clusterIP === 'None', w, `${w.spec.serviceName} is no headless service`);
    for (const c of containersOf(pod)) {
      const s = c.securityContext ?? {};
      check(s.allowPrivilegeEscalation === false && s.readOnlyRootFilesystem === true && s.capabilities?.drop?.includes('ALL'), w, `container ${c.name} is not locked down`);
      check(c.resources?.requests?.cpu && c.resources.requests.memory, w, `container ${c.name} requests no resources`);
      const probes = ['startupProbe', 'readinessProbe', 'livenessProbe'].map(p => c[p]?.httpGet?.port).filter(p => p !== undefined);
      for (const port of probes) check(c.ports?.some(p => p.name === port), w, `a probe asks port '${port}', which container ${c.name} has not`);
      for (const m of c.volumeMounts ?? []) {
        const there = pod.volumes?.some(v => v.name === m.name) || w.spec.volumeClaimTemplates?.some(v => v.metadata.name === m.name);
        check(there, w, `there is no volume ${m.name}`);
      }
      const fromMaps = (c.envFrom ?? []).flatMap(e => keysOf('ConfigMap', e.configMapRef?.name) ?? [null]);
      check(!fromMaps.includes(null), w, 'a config map that it takes its environment from is not there');
      const known = [...fromMaps, ...(c.env ?? []).map(e => e.name)];
      const words = [...(c.args ?? []), ...(c.command ?? [])];
      for (const [, name] of words.join(' ').matchAll(/\$\((\w+)\)/g)) check(known.includes(name), w, `$(${name}) is not in its environment`);
      for (const [, name] of (c.lifecycle?.preStop?.exec?.command ?? []).join(' ').matchAll(/\$(\w+)/g)) check(known.includes(name), w, `$${name} is not in its environment`);
      for (const e of c.env ?? []) {
        for (const [kind, ref] of [['Secret', e.valueFrom?.secretKeyRef], ['ConfigMap', e.valueFrom?.configMapKeyRef]]) {
          if (ref) check(keysOf(kind, ref.name)?.includes(ref.key), w, `there is no key '${ref.key}' in ${kind} ${ref.name}`);
        }
      }
    }
  }

  for (const s of resources.filter(r => r.kind === 'Service')) {
    const behind = workloads.filter(w => matches(s.spec.selector, labelsOf(w)));
    check(behind.length === 1, s, `selects ${behind.length} workloads`);
    for (const p of s.spec.ports) check(behind.every(w => hasPort(w, p.targetPort)), s, `its port '${p.targetPort}' is no container's`);
  }

  for (const r of resources.filter(r => ['PodDisruptionBudget', 'NetworkPolicy'].includes(r.kind))) {
    const selector = (r.spec.selector ?? r.spec.podSelector).matchLabels;
    const behind = workloads.filter(w => matches(selector, labelsOf(w)));
    check(behind.length > 0, r, 'selects nothing');
    for (const port of (r.spec.ingress ?? []).flatMap(i => i.ports ?? [])) check(behind.every(w => hasPort(w, port.port)), r, `its port '${port.port}' is no container's`);
  }

  // Who may go to a gateway finds it in PostgreSQL.
  const rules = resources.filter(r => r.kind === 'NetworkPolicy').flatMap(policy => (policy.spec.ingress ?? []).map(rule => ({ policy, ...rule })));
  const peersOf = port => rules.filter(rule => rule.ports?.some(p => p.port === port)).flatMap(rule => rule.from ?? []);
  for (const { policy, from = [{}] } of rules) {
    const open = from.some(peer => !peer.ipBlock && !(peer.namespaceSelector ?? peer.podSelector)?.matchLabels);
    check(!open, policy, 'admits pods of any namespace');
  }
  if (workloads.some(w => hasPort(w, 'postgres'))) {
    const admitted = peersOf('postgres');
    for (const peer of peersOf('gateway')) {
      check(admitted.some(a => isDeepStrictEqual(a, peer)), named('Service', 'postgres'), `is closed to ${JSON.stringify(peer)}, whom the gateways admit`);
    }
  }

  for (const s of resources.filter(r => r.kind === 'ScaledObject')) {
    const target = named(s.spec.scaleTargetRef.kind, s.spec.scaleTargetRef.name);
    check(target, s, 'scales nothing');
    check(target?.spec.replicas === undefined, s, 'scales what has a fixed number of replicas');
    for (const t of s.spec.triggers) {
      const [service, namespace] = new URL(t.metadata.url).hostname.split('.');
      check(named('Service', service)?.metadata.namespace === namespace, s, `asks ${t.metadata.url}, which is no service`);
      check(!t.authenticationRef || named('TriggerAuthentication', t.authenticationRef.name), s, 'has no such authentication');
    }
  }
  for (const t of resources.filter(r => r.kind === 'TriggerAuthentication')) {
    for (const ref of t.spec.secretTargetRef) check(keysOf('Secret', ref.name)?.includes(ref.key), t, `there is no key '${ref.key}' in Secret ${ref.name}`);
  }
  return found;
}

// The drain outlasts the longest test, and the grace period the drain.
export function stops(resources, longestTest) {
  const silos = resources.find(r => r.kind === 'StatefulSet' && r.metadata.name === 'bridge-silo');
  const config = resources.find(r => r.kind === 'ConfigMap' && r.metadata.name.startsWith('bridge-config'));
  const drain = Number(config.data.BRIDGE_DRAIN_SECONDS);
  const grace = podOf(silos).terminationGracePeriodSeconds;
  const found = [];
  if (!(drain > longestTest)) found.push(`the drain lasts ${drain} s, the longest test ${longestTest} s`);
  // What is stopped after the drain: tests nobody waits for, the silo's leave, browsers.
  if (!(grace >= drain + 60)) found.push(`the grace period is ${grace} s, which leaves less than a minute after a drain of ${drain} s`);
  return found;
}
