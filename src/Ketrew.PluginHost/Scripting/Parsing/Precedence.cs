namespace Ketrew.PluginHost.Scripting.Parsing;

/// <summary>Which operator binds first: the one with the larger number.</summary>
internal static class Precedence
{
    /// <summary>What <c>||</c> has.</summary>
    public const int AboveOr = 30;

    /// <summary>Null for what is no operator between two values.</summary>
    public static int? Of(string symbol) => symbol switch
    {
        "??" or "?!" => 20,
        "||" => AboveOr,
        "&&" => 40,
        "==" or "!=" => 50,
        "<" or "<=" or ">" or ">=" => 60,
        "+" or "-" => 70,
        "*" or "/" or "//" or "%" => 80,
        ".." or "..<" => 90,
        _ => null,
    };
}
