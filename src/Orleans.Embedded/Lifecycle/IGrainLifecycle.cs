namespace Orleans.Runtime;

/// <summary>An activation's start and stop, in the stages of <see cref="GrainLifecycleStage"/>.</summary>
public interface IGrainLifecycle : ILifecycleObservable;
