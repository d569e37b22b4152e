namespace OrleansBridge.Grains.Ledgers;

/// <summary>Where committed changes of tests are appended, for people and analysis.</summary>
internal interface ITestHistory
{
    /// <summary>Returns at once; the change is durable in the test's own state already.</summary>
    void Append(string testId, CommittedChange change);

    /// <summary>Changes of this test may have been committed that nobody appended: looks for them in its state. Returns at once.</summary>
    void Doubt(string testId);
}
