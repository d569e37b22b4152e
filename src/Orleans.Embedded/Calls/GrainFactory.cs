using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>Makes references for one silo or client.</summary>
internal sealed class GrainFactory(CallRuntime runtime) : IClusterClient
{
    public IServiceProvider ServiceProvider => runtime.Services;

    public T GetGrain<T>(Guid primaryKey, string? grainClassNamePrefix = null)
        where T : IGrainWithGuidKey => Get<T>(GrainIdKeyExtensions.CreateGuidKey(primaryKey), grainClassNamePrefix);

    public T GetGrain<T>(long primaryKey, string? grainClassNamePrefix = null)
        where T : IGrainWithIntegerKey => Get<T>(GrainIdKeyExtensions.CreateIntegerKey(primaryKey), grainClassNamePrefix);

    public T GetGrain<T>(string primaryKey, string? grainClassNamePrefix = null)
        where T : IGrainWithStringKey
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(primaryKey);
        return Get<T>(IdSpan.Create(primaryKey), grainClassNamePrefix);
    }

    public T GetGrain<T>(Guid primaryKey, string keyExtension, string? grainClassNamePrefix = null)
        where T : IGrainWithGuidCompoundKey => Get<T>(GrainIdKeyExtensions.CreateGuidKey(primaryKey, keyExtension), grainClassNamePrefix);

    public T GetGrain<T>(long primaryKey, string keyExtension, string? grainClassNamePrefix = null)
        where T : IGrainWithIntegerCompoundKey => Get<T>(GrainIdKeyExtensions.CreateIntegerKey(primaryKey, keyExtension), grainClassNamePrefix);

    public T GetGrain<T>(GrainId grainId)
        where T : IAddressable => (T)(object)Refer(typeof(T), grainId);

    public IAddressable GetGrain(GrainId grainId) => new GrainReference(runtime, grainId);

    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey) =>
        Refer(interfaceType, GrainId.Create(GrainClasses.Implementing(interfaceType, null).Type, grainKey));

    public T CreateObjectReference<T>(IGrainObserver obj)
        where T : IGrainObserver => (T)(object)Refer(typeof(T), runtime.Observers.Add(obj));

    public void DeleteObjectReference<T>(IGrainObserver obj)
        where T : IGrainObserver => runtime.Observers.Remove(obj);

    public GrainReference Refer(Type type, GrainId id) => runtime.Interface(type).Refer(id);

    private T Get<T>(IdSpan key, string? prefix) => (T)(object)Refer(typeof(T), GrainId.Create(GrainClasses.Implementing(typeof(T), prefix).Type, key));
}
