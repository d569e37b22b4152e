using System.Reflection;

namespace Orleans.Embedded;

/// <summary>
/// Takes part in calls on both sides of the wire: how transactions travel. All registered participants are asked once
/// a method whether it concerns them. An exception thrown by either side fails the call with it.
/// </summary>
internal interface ICallParticipant
{
    /// <summary>Whether calls of this interface method pass through here.</summary>
    bool AppliesTo(MethodInfo method);

    /// <summary>The caller's side: runs in the caller's context, around sending and waiting for the answer.</summary>
    ValueTask<CallResponse> SendAsync(CallRequest request, CallStep next);

    /// <summary>The callee's side: runs in the activation's turn, around the grain's method.</summary>
    ValueTask<CallResponse> InvokeAsync(CallRequest request, CallStep next);
}
