using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Ketrew.Expander.Diagnostics;
using Ketrew.Sdk;
using Ketrew.Sdk.Describing;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Language.Decoding;

/// <summary>Names of targets, and references to them.</summary>
internal static class NameDecoders
{
    // What means something in ids, in patterns of targets, or in names of log files.
    private static readonly SearchValues<char> _forbidden = SearchValues.Create(
        [.. ":/\\*?[]{}!\"'`$&|;<>()# ", .. Enumerable.Range(0, 0xA0).Select(code => (char)code).Where(char.IsControl)]);

    // As `_forbidden`, for editors.
    private static readonly FieldType.Text _nameType = new()
    {
        Pattern = @"^(?!-|\.{1,2}$)[^:/\\*?\[\]{}!""'`$&|;<>()# \u0000-\u001f\u007f-\u009f]+$",
        Wanted = "a name",
    };

    /// <summary>The name of a target: nothing that has a meaning in ids, patterns, paths or shells.</summary>
    public static Decoder<string> Name { get; } = Called("the name of a target");

    /// <summary>What stands before the names of a plugin's stanzas: as the name of a target.</summary>
    public static Decoder<string> Prefix { get; } = Called("the prefix of a plugin");

    /// <summary>The name of a pool: as the name of a target.</summary>
    public static Decoder<string> Pool { get; } = Called("the name of a pool");

    /// <summary>The name of a backend or a host: as the name of a target.</summary>
    public static Decoder<string> Backend { get; } = Called("the name of a backend or a host");

    /// <summary>A target's id: <c>name</c> in the same directory, <c>:name</c> in the root, <c>dir:name</c> from the root,
    /// <c>./dir:name</c> and <c>../dir:name</c> from here.</summary>
    public static Decoder<TargetId> Reference { get; } = new(ReadReference, new FieldType.Text { Pattern = "[^:]$", Wanted = "the name of a target" });

    private static Decoder<string> Called(string what) =>
        new((Node node, DecodeContext context, [MaybeNullWhen(false)] out string value) => ReadName(node, what, context, out value), _nameType);

    private static bool ReadName(Node node, string what, DecodeContext context, [MaybeNullWhen(false)] out string value)
    {
        if (!Decoders.Text.Decode(node, context, out value))
        {
            return false;
        }

        string? problem = value switch
        {
            "" => "it is empty",
            "." or ".." => "it means a directory",
            ['-', ..] => "it begins with `-` like an option",
            _ when value.AsSpan().IndexOfAny(_forbidden) is >= 0 and int index => $"it holds {Describe(value[index])}",
            _ => null,
        };
        return problem is null || context.Report(Problem.BadName(node, value, what, problem, Propose(value)));
    }

    private static bool ReadReference(Node node, DecodeContext context, out TargetId value)
    {
        value = default;
        if (!Decoders.Text.Decode(node, context, out string? text))
        {
            return false;
        }

        return TargetId.TryParse(text, context.Directory, out value, out string? problem)
            || context.Report(text.EndsWith(':') || text.Length == 0
                ? Problem.Empty(node, "the name of a target", "write `name`, or `directory:name`")
                : Problem.BadPath(node, problem));
    }

    private static string Describe(char character) => character switch
    {
        ' ' => "a blank",
        _ when char.IsControl(character) => "a tab, a line break or another control character",
        _ => $"`{character}`",
    };

    private static string Propose(string name)
    {
        string proposal = string.Concat(name.Select(character => _forbidden.Contains(character) ? '-' : character));
        return proposal.Trim('-', '.');
    }
}
