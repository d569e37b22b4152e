using OrleansBridge.Onnx.Comparison;
using OrleansBridge.Onnx.Folders;
using OrleansBridge.Onnx.SmallModels;
using OrleansBridge.Onnx.Tensors;

namespace OrleansBridge.Onnx.Tests.SmallModels;

public sealed class SmallModelSetTests(SmallModelsFixture fixture) : IClassFixture<SmallModelsFixture>
{
    public static TheoryData<string> Ids => [.. SmallModelSet.Ids];

    [OrtNodeTheory]
    [MemberData(nameof(Ids))]
    public void A_small_model_is_sound_and_between_1_and_15_MB(string id)
    {
        var folder = Open(id);

        Assert.Empty(folder.Problems);
        Assert.Null(folder.Model.Unsupported);
        Assert.InRange(folder.Model.Length, 1_000_000, 15_000_000);
        Assert.Equal(2, folder.DataSets.Count);
    }

    [OrtNodeTheory]
    [MemberData(nameof(Ids))]
    public void Each_output_spreads_over_100_tolerances_and_so_do_two_inputs_answers(string id)
    {
        var sets = Open(id).DataSets;
        foreach (var (first, second) in sets[0].LoadExpected().Zip(sets[1].LoadExpected()))
        {
            double[] left = Doubles(first);
            double[] right = Doubles(second);

            Assert.All(left.Concat(right), value => Assert.True(double.IsFinite(value)));
            Assert.All([left, right], values => Assert.True(Tolerances(values.Min(), values.Max()) > 100, first.Name));

            // Typically, not only at the luckiest element.
            var apart = left.Zip(right, Tolerances).Order().ToArray();
            Assert.True(apart[apart.Length / 2] > 50, $"{first.Name}: median {apart[apart.Length / 2]:F0} tolerances");
            Assert.True(apart[^1] > 100, $"{first.Name}: largest {apart[^1]:F0} tolerances");
        }
    }

    [OrtNodeTheory]
    [MemberData(nameof(Ids))]
    public void Making_it_again_gives_the_same_bytes(string id)
    {
        var again = ModelFolder.Open(Path.Combine(fixture.Again, id));

        Assert.Equal(Open(id).Model.Sha256, again.Model.Sha256);
        Assert.Equal(
            Open(id).DataSets[1].LoadExpected().Select(tensor => tensor.Digest().Sha256),
            again.DataSets[1].LoadExpected().Select(tensor => tensor.Digest().Sha256));
    }

    private static double[] Doubles(Tensor tensor) => [.. tensor.As<float>().ToArray().Select(value => (double)value)];

    private static double Tolerances(double actual, double expected) => Math.Abs(actual - expected) / Tolerance.Default.At(expected);

    private ModelFolder Open(string id) => ModelFolder.Open(Path.Combine(fixture.Folder, id));
}
