namespace OrleansBridge.Core.Stealing;

/// <summary>A test that should move.</summary>
/// <param name="TestId">The test.</param>
/// <param name="Epoch">The epoch of the assignment that is given up; under any other the move is void.</param>
/// <param name="From">The worker that has it.</param>
/// <param name="To">The worker that gets it.</param>
/// <param name="Browser">The browser type it gets.</param>
/// <param name="Backend">The backend it gets.</param>
/// <param name="GainSeconds">How much earlier it should be over, the cost of the move taken off; above 0.</param>
/// <param name="MakespanSeconds">How much earlier the later of the two workers should be done; 0 where several of its instances are done last together and one of them is relieved.</param>
/// <param name="Why">For people.</param>
public sealed record StealMove(
    string TestId, long Epoch, string From, string To, string Browser, string Backend, double GainSeconds, double MakespanSeconds, string Why);
