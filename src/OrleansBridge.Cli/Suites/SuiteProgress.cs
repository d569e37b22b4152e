using System.Diagnostics;
using OrleansBridge.Cli.Reporting;
using OrleansBridge.Results;
using Spectre.Console;

namespace OrleansBridge.Cli.Suites;

/// <summary>Shows how far a suite is: a bar on a terminal, elsewhere each outcome that is not a pass and a line every ten seconds.</summary>
internal sealed class SuiteProgress(int total)
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(10);

    private readonly Stopwatch _sinceLine = Stopwatch.StartNew();
    private int _done;
    private int _passed;

    internal async Task<List<TestResult>> ShowAsync(IReadOnlyCollection<TestResult> earlier, IAsyncEnumerable<TestResult> results)
    {
        var all = earlier.ToList();
        (_done, _passed) = (all.Count, all.Count(r => r.Outcome == Outcome.Passed));
        if (!Screen.IsLive)
        {
            await foreach (var result in results)
            {
                all.Add(result);
                Line(result);
            }

            return all;
        }

        await AnsiConsole.Progress().Columns(new SpinnerColumn(), new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()).StartAsync(async bar =>
        {
            var task = bar.AddTask(Describe(), maxValue: total);
            task.Value = _done;
            await foreach (var result in results)
            {
                all.Add(result);
                Count(result);
                task.Increment(1);
                task.Description = Describe();
            }
        });
        return all;
    }

    private void Line(TestResult result)
    {
        Count(result);
        if (result.Outcome != Outcome.Passed)
        {
            Console.WriteLine($"{result.Outcome,-9} {result.TestId}  {result.Reason}");
        }

        if (_sinceLine.Elapsed > Pace || _done == total)
        {
            _sinceLine.Restart();
            Console.WriteLine(Describe());
        }
    }

    private void Count(TestResult result)
    {
        _done++;
        _passed += result.Outcome == Outcome.Passed ? 1 : 0;
    }

    private string Describe() => $"{_done} of {total} done, {_passed} passed";
}
