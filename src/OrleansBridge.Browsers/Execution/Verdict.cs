using OrleansBridge.Browsers.Serving;
using OrleansBridge.Onnx.Comparison;
using OrleansBridge.Onnx.Models;
using OrleansBridge.Onnx.Tensors;
using OrleansBridge.Results;

namespace OrleansBridge.Browsers.Execution;

/// <summary>Compares what a page computed with what was expected, over all data sets: the worst counts.</summary>
internal static class Verdict
{
    public static TestResult Add(TestResult result, PreparedRun run, PageReport report)
    {
        try
        {
            return Compare(result, run, report);
        }
        catch (ModelException problem)
        {
            return result with { Outcome = Outcome.Failed, Failure = FailureKind.ModelError, Reason = problem.Message };
        }
    }

    private static TestResult Compare(TestResult result, PreparedRun run, PageReport report)
    {
        for (int i = 0; i < run.Sets.Count; i++)
        {
            Tensor[] actual = [.. report.Sets[i].EnumerateArray().Select(spec => TensorBytes.Read(spec, report.Frame))];
            if (i == 0)
            {
                result = result with { Outputs = [.. actual.Select(tensor => tensor.Digest())] };
            }

            if (!run.Sets[i].HasExpected)
            {
                continue;
            }

            var comparison = TensorComparer.CompareAll(actual, run.Sets[i].LoadExpected(), run.Tolerance);
            result = result with
            {
                Compared = true,
                MaxAbsError = Larger(result.MaxAbsError, comparison.MaxAbsError),
                MaxRelError = Larger(result.MaxRelError, comparison.MaxRelError),
            };
            if (!comparison.Matched && result.Outcome == Outcome.Passed)
            {
                string where = run.Sets.Count > 1 ? $"{run.Sets[i].Name}: " : "";
                result = result with { Outcome = Outcome.Mismatch, Failure = FailureKind.Mismatch, Reason = where + comparison.Reason };
            }
        }

        return result;
    }

    private static double? Larger(double? left, double? right) => left is null || right > left ? right : left;
}
