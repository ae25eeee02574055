using Ketrew.PluginHost.Scripting.Running;

namespace Ketrew.PluginHost.Scripting.Values;

/// <summary>Something that can be called.</summary>
/// <param name="name">As messages call it, with its module: <c>string.append</c>.</param>
internal abstract class FunctionValue(string name) : Value
{
    public string Name { get; } = name;

    /// <summary>How it is called, for hints.</summary>
    public abstract string Signature { get; }

    public override string Description => $"the function `{Name}`";

    public override string Type => "object";

    public override string Kind => "function";

    /// <summary>Calls it.</summary>
    /// <param name="caller">Where from.</param>
    /// <param name="arguments">By position, the piped value first.</param>
    /// <param name="named">By name.</param>
    public abstract Value Call(Frame caller, IReadOnlyList<Value> arguments, IReadOnlyList<KeyValuePair<string, Value>> named);
}
