using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends;

/// <summary>A kind of backend that was compiled into the running program.</summary>
/// <param name="Kind">What declarations call it.</param>
/// <param name="Create">Makes one; throws what its constructor throws.</param>
public sealed record LinkedBackend(string Kind, Func<BackendContext, IBackend> Create)
{
    /// <summary>The kind that a class declares.</summary>
    /// <typeparam name="TBackend">Has <see cref="BackendAttribute"/>, and a public constructor that takes a <see cref="BackendContext"/>.</typeparam>
    /// <exception cref="ArgumentException">It names no kind, gives it a name that none can have, or has no such constructor.</exception>
    public static LinkedBackend Of<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TBackend>()
        where TBackend : class, IBackend
    {
        Type type = typeof(TBackend);
        string kind = type.GetCustomAttribute<BackendAttribute>()?.Kind ?? throw new ArgumentException($"The class {type} has no [Backend(\"kind\")].");
        if (BackendKindName.ProblemOf(kind) is { } problem)
        {
            throw new ArgumentException($"The class {type} declares the backend {kind}, but {problem}.");
        }

        ConstructorInfo constructor = typeof(TBackend).GetConstructor([typeof(BackendContext)])
            ?? throw new ArgumentException($"The class {type} has no public constructor that takes a {nameof(BackendContext)}.");
        return new LinkedBackend(kind, context => (IBackend)constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, [context], null));
    }
}
