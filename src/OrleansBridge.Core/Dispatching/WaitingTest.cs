using OrleansBridge.Testing;

namespace OrleansBridge.Core.Dispatching;

/// <summary>A test that waits for a place.</summary>
/// <param name="Test">The test, with its id.</param>
/// <param name="SubmittedAt">When it was submitted.</param>
public readonly record struct WaitingTest(TestRequirements Test, DateTimeOffset SubmittedAt);
