using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>Emits one proxy class an interface. Interfaces may be internal to their assembly, as with Orleans' generated code.</summary>
internal static class Proxies
{
    private static readonly ModuleBuilder Module = DefineModule();
    private static readonly HashSet<string> Opened = [];
    private static readonly ConcurrentDictionary<Type, Lazy<Func<CallRuntime, GrainId, GrainReference>>> Factories = new();
    private static AssemblyBuilder? assembly;

    public static Func<CallRuntime, GrainId, GrainReference> Of(Type type) => Factories.GetOrAdd(type, t => new(() => Emit(t))).Value;

    private static ModuleBuilder DefineModule()
    {
        assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Orleans.Embedded.Proxies"), AssemblyBuilderAccess.Run);
        return assembly.DefineDynamicModule("Proxies");
    }

    private static Func<CallRuntime, GrainId, GrainReference> Emit(Type type)
    {
        lock (Module)
        {
            Open(typeof(Proxies).Assembly);
            Open(type.Assembly);
            foreach (var parent in type.GetInterfaces())
            {
                Open(parent.Assembly);
            }

            var proxy = Module.DefineType($"Proxy.{type.FullName}.{Factories.Count}", TypeAttributes.NotPublic | TypeAttributes.Sealed, typeof(Proxy), [type]);
            EmitConstructor(proxy, type);
            foreach (var (index, method) in GrainInterface.MethodsOf(type).Index())
            {
                EmitMethod(proxy, index, method);
            }

            var create = proxy.CreateType().GetMethod("Create", BindingFlags.Public | BindingFlags.Static)!;
            return create.CreateDelegate<Func<CallRuntime, GrainId, GrainReference>>();
        }
    }

    private static void EmitConstructor(TypeBuilder proxy, Type type)
    {
        Type[] arguments = [typeof(CallRuntime), typeof(GrainId)];
        var constructor = proxy.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, arguments);
        var il = constructor.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Ldarg_2);
        il.Emit(OpCodes.Ldtoken, type);
        il.Emit(OpCodes.Call, typeof(Type).GetMethod(nameof(Type.GetTypeFromHandle))!);
        il.Emit(OpCodes.Call, typeof(Proxy).GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)[0]);
        il.Emit(OpCodes.Ret);

        il = proxy.DefineMethod("Create", MethodAttributes.Public | MethodAttributes.Static, typeof(GrainReference), arguments).GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Newobj, constructor);
        il.Emit(OpCodes.Ret);
    }

    private static void EmitMethod(TypeBuilder proxy, int index, MethodInfo method)
    {
        var parameters = method.GetParameters();
        var name = $"{method.DeclaringType!.FullName}.{method.Name}.{index}";
        var attributes = MethodAttributes.Private | MethodAttributes.Virtual | MethodAttributes.Final | MethodAttributes.HideBySig | MethodAttributes.NewSlot;
        var body = proxy.DefineMethod(name, attributes, method.ReturnType, [.. parameters.Select(p => p.ParameterType)]);
        var il = body.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldc_I4, index);
        il.Emit(OpCodes.Ldc_I4, parameters.Length);
        il.Emit(OpCodes.Newarr, typeof(object));
        foreach (var (i, parameter) in parameters.Index())
        {
            il.Emit(OpCodes.Dup);
            il.Emit(OpCodes.Ldc_I4, i);
            il.Emit(OpCodes.Ldarg, i + 1);
            il.Emit(OpCodes.Box, parameter.ParameterType);
            il.Emit(OpCodes.Stelem_Ref);
        }

        il.Emit(OpCodes.Call, CallOf(method.ReturnType));
        il.Emit(OpCodes.Ret);
        proxy.DefineMethodOverride(body, method);
    }

    private static MethodInfo CallOf(Type returned)
    {
        var open = returned.IsGenericType ? returned.GetGenericTypeDefinition() : returned;
        var name = open == typeof(void) ? nameof(Proxy.CallOneWay)
            : open == typeof(Task) ? nameof(Proxy.CallTask)
            : open == typeof(Task<>) ? nameof(Proxy.CallTaskResult)
            : open == typeof(ValueTask) ? nameof(Proxy.CallValueTask)
            : nameof(Proxy.CallValueTaskResult);
        var call = typeof(Proxy).GetMethod(name, BindingFlags.Instance | BindingFlags.NonPublic)!;
        return returned.IsGenericType ? call.MakeGenericMethod(returned.GenericTypeArguments) : call;
    }

    /// <summary>Lets the emitted code see what is internal there.</summary>
    private static void Open(Assembly other)
    {
        if (Opened.Add(other.GetName().Name!))
        {
            var attribute = typeof(IgnoresAccessChecksToAttribute).GetConstructor([typeof(string)])!;
            assembly!.SetCustomAttribute(new CustomAttributeBuilder(attribute, [other.GetName().Name!]));
        }
    }
}
