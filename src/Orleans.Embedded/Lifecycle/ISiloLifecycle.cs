namespace Orleans.Runtime;

/// <summary>A silo's start and stop, in the stages of <see cref="ServiceLifecycleStage"/>.</summary>
public interface ISiloLifecycle : ILifecycleObservable;
