using Ketrew.PluginHost.Scripting.Values;

namespace Ketrew.PluginHost.Scripting.BuiltIns;

/// <summary>What every text sees: <c>string</c>, <c>array</c>, <c>object</c>, <c>math</c>, <c>regex</c> and <c>empty</c>.</summary>
internal static class BuiltInNames
{
    /// <summary>Frozen: shared by all scopes.</summary>
    public static ObjectValue All { get; } = new ObjectValue("the built-in names")
        .With("string", Module("string", [.. StringFunctions.All, .. StringDigests.All]))
        .With("array", Module("array", [.. ArrayFunctions.All, .. ArrayCallbacks.All]))
        .With("object", Module("object", [.. ObjectFunctions.All, .. JsonFunctions.All]))
        .With("math", Module("math", MathFunctions.All))
        .With("regex", Module("regex", RegexFunctions.All))
        .With("empty", ObjectValue.Empty)
        .Freeze();

    private static ObjectValue Module(string name, IReadOnlyList<BuiltIn> functions)
    {
        ObjectValue module = new(name);
        foreach (BuiltIn function in functions)
        {
            module.Set(function.Name, new HostFunction($"{name}.{function.Name}", function.Parameters, function.Body));
        }

        return module.Freeze();
    }
}

/// <summary>A function of a module.</summary>
/// <param name="Name">Without the module.</param>
/// <param name="Parameters">As <see cref="HostFunction"/> reads them.</param>
/// <param name="Body">What it does.</param>
internal sealed record BuiltIn(string Name, string Parameters, Func<CallArguments, Value> Body);
