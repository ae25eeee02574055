using Ketrew.Sdk;

namespace Ketrew.PluginHost.Scripting.Values;

/// <summary>What a function is given.</summary>
/// <param name="Name">As it can be named in a call: <c>length: 3</c>.</param>
internal sealed record Parameter(string Name)
{
    /// <summary>It may be left out.</summary>
    public bool IsOptional { get; init; }

    /// <summary>The last one, and it takes all that is left, as an array.</summary>
    public bool IsVariadic { get; init; }

    /// <summary>Reads <c>text length? rest...</c>.</summary>
    public static ValueList<Parameter> ParseAll(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Parse).ToValueList();

    /// <summary>As in a list of parameters: <c>length?</c>.</summary>
    public override string ToString() => $"{Name}{(IsVariadic ? "..." : IsOptional ? "?" : "")}";

    private static Parameter Parse(string text) => text switch
    {
        _ when text.EndsWith("...", StringComparison.Ordinal) => new Parameter(text[..^3]) { IsVariadic = true },
        _ when text.EndsWith('?') => new Parameter(text[..^1]) { IsOptional = true },
        _ => new Parameter(text),
    };
}
