namespace OrleansBridge.Cli.Benching.Clusters;

/// <summary>What <c>bench cluster</c> reports: rates without a target, since processors of one machine do not multiply, and where the time goes.</summary>
internal static class ClusterFigures
{
    /// <param name="runtime">The Orleans.</param>
    /// <param name="farms">The farms.</param>
    /// <param name="rounds">What each round measured, in the farms' order.</param>
    internal static IEnumerable<BenchFigure> Of(string runtime, IReadOnlyList<Farm> farms, IReadOnlyList<IReadOnlyList<ClusterRate>> rounds)
    {
        for (var n = 0; n < farms.Count; n++)
        {
            if (farms[n].Against is not { } name)
            {
                continue;
            }

            var (at, against) = (n, farms.ToList().FindIndex(f => f.Name == name));
            BenchFigure Figure(string part, string unit, string better, Func<ClusterRate, double> value) => BenchFigure.Of(
                farms[at].Name + part, runtime, unit, better, farms[against].What, [.. rounds.Select(r => (value(r[at]), value(r[against])))], null);

            yield return Figure("", "tests/s", "higher", r => r.PerSecond);
            yield return Figure("_submit", "ms", "lower", r => r.Median.Acknowledged);
            yield return Figure("_assign", "ms", "lower", r => r.Median.Assigned - r.Median.Acknowledged);
            yield return Figure("_complete", "ms", "lower", r => r.Median.Completed - r.Median.Assigned);
            yield return Figure("_cpu", "ms CPU/test", "lower", r => r.AllMs);
            yield return Figure("_cpu_postgres", "ms CPU/test", "lower", r => r.ServerMs);
            yield return Figure("_wal", "kB/test", "lower", r => r.WalKb);
            yield return Figure("_connections", "to PostgreSQL", "lower", r => r.Connections);
            if (farms[against].Processes.Count > 0)
            {
                yield return Figure("_cpu_silos", "ms CPU/test", "lower", r => r.SiloMs);
                yield return Figure("_memory", "MB of silos", "lower", r => r.SiloMb);
            }
        }
    }
}
