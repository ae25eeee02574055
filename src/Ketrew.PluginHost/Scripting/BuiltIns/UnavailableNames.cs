namespace Ketrew.PluginHost.Scripting.BuiltIns;

/// <summary>What Scriban has and templates of stanzas don't.</summary>
internal static class UnavailableNames
{
    private const string SameFields = "a template gives the same for the same fields";

    /// <summary>What to say about a name; null for one that nobody knows.</summary>
    /// <param name="name">A variable, or a module with its function: <c>math.random</c>.</param>
    public static ScriptException? Find(string name) => name switch
    {
        "math.random" or "math.uuid" => Unavailable(name, SameFields),
        "date" or "timespan" => Unavailable(name, SameFields),
        "html" => Unavailable(name, "templates make workflows, not pages"),
        "tablerow" => Unavailable(name, "templates make workflows, not pages", "for … in …"),
        "include" or "include_join" => Unavailable(name, "a template reads no other one", "func name(x) … end"),
        "import" => Unavailable(name, "names come from where they are written", "with object … end"),
        _ when Module(name) is { } module && Find(module) is { } unavailable => new ScriptException(
            unavailable.Message.Replace($"`{module}`", $"`{name}`", StringComparison.Ordinal), unavailable.Hint),
        _ => null,
    };

    private static string? Module(string name) => name.IndexOf('.', StringComparison.Ordinal) is > 0 and var end ? name[..end] : null;

    private static ScriptException Unavailable(string name, string reason, string? hint = null) => new($"`{name}` isn't available: {reason}", hint);
}
