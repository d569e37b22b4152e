using OrleansBridge.Browsers.Execution;

namespace OrleansBridge.Browsers.Tests.Execution;

public class PageErrorsTests
{
    [Theory]
    [InlineData(
        "no available backend found. ERR: [webnn] Error: WebNN is not supported in current environment",
        "WebNN is not supported in current environment")]
    [InlineData(
        "Can't create a session. ERROR_CODE: 1, ERROR_MESSAGE: /mnt/build/s/onnxruntime/core/optimizer/transformer_memcpy.cc:254 bool onnxruntime::TransformerMemcpyImpl::IsNodeCompatibleWithProvider(const onnxruntime::Node &) const !node_provider_type.empty() was false. Provider type for Gemm node with name '' is not set.\n",
        "Provider type for Gemm node with name '' is not set.")]
    [InlineData(
        "Can't create a session. ERROR_CODE: 9, ERROR_MESSAGE: Could not find an implementation for Max(13) node with name ''",
        "Could not find an implementation for Max(13) node with name ''")]
    public void A_message_loses_its_wrapping_and_keeps_what_it_says(string error, string line) => Assert.Equal(line, PageErrors.Concise(error));

    [Fact]
    public void A_message_without_end_is_cut() => Assert.Equal(403, PageErrors.Concise(new string('x', 10_000)).Length);
}
