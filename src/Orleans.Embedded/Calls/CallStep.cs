namespace Orleans.Embedded;

/// <summary>The rest of a call. Never throws: what went wrong is in the response.</summary>
internal delegate ValueTask<CallResponse> CallStep(CallRequest request);
