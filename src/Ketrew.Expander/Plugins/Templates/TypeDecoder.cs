using System.Diagnostics.CodeAnalysis;
using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Language.Decoding;
using Ketrew.Sdk.Describing;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Syntax;
using Ketrew.Sdk.Templates;

namespace Ketrew.Expander.Plugins.Templates;

/// <summary>The type of a field as it is written: <c>text</c>, <c>list of record</c>, <c>map of list of path</c>.</summary>
internal static class TypeDecoder
{
    private const string ListOf = "list of ";
    private const string MapOf = "map of ";

    private static readonly Dictionary<string, TemplateTypeKind> _simple = new(StringComparer.Ordinal)
    {
        ["text"] = TemplateTypeKind.Text,
        ["boolean"] = TemplateTypeKind.Boolean,
        ["integer"] = TemplateTypeKind.Integer,
        ["number"] = TemplateTypeKind.Number,
        ["duration"] = TemplateTypeKind.Duration,
        ["size"] = TemplateTypeKind.Size,
        ["path"] = TemplateTypeKind.Path,
        ["glob"] = TemplateTypeKind.Glob,
        ["any"] = TemplateTypeKind.Any,
        ["record"] = TemplateTypeKind.Record,
    };

    // What people write who come from elsewhere.
    private static readonly Dictionary<string, string> _foreign = new(StringComparer.OrdinalIgnoreCase)
    {
        ["string"] = "text",
        ["str"] = "text",
        ["bool"] = "boolean",
        ["int"] = "integer",
        ["long"] = "integer",
        ["float"] = "number",
        ["double"] = "number",
        ["file"] = "path",
        ["directory"] = "path",
        ["pattern"] = "glob",
        ["object"] = "record",
        ["mapping"] = "map of text",
        ["map"] = "map of text",
        ["dict"] = "map of text",
        ["list"] = "list of text",
        ["array"] = "list of text",
    };

    /// <summary>Reads a type; a record is still without fields.</summary>
    public static Decoder<TemplateType> Decoder { get; } = new(Read, new FieldType.Text { Pattern = @"^((list|map) of \s*)*[a-z]+$", Wanted = "a type" });

    private static bool Read(Node node, DecodeContext context, [MaybeNullWhen(false)] out TemplateType value)
    {
        value = null;
        if (node is not ScalarNode { Kind: ScalarKind.Text } scalar)
        {
            return context.Report(Problem.WrongType(node, "a type", "write `text`, `list of path`, …"));
        }

        value = Read(scalar.Text, out string problem);
        return value is not null || context.Report(TemplateProblem.UnknownType(node, problem, _foreign.GetValueOrDefault(problem) ?? NearestName.Of(problem, _simple.Keys)));
    }

    /// <summary>A type as it is written.</summary>
    public static string Text(TemplateType type) => type.Kind switch
    {
        TemplateTypeKind.List => ListOf + Text(type.Item!),
        TemplateTypeKind.Map => MapOf + Text(type.Item!),
        _ => _simple.First(pair => pair.Value == type.Kind).Key,
    };

    /// <summary>The type at the end of lists and maps: what <c>fields</c> and <c>one_of</c> are about.</summary>
    public static TemplateType Innermost(TemplateType type) => type.Item is null ? type : Innermost(type.Item);

    /// <summary>The same type with another innermost one.</summary>
    public static TemplateType Replace(TemplateType type, TemplateType innermost) =>
        type.Item is null ? innermost : type with { Item = Replace(type.Item, innermost) };

    private static TemplateType? Read(string text, out string problem)
    {
        problem = text;
        TemplateTypeKind outer = text.StartsWith(ListOf, StringComparison.Ordinal) ? TemplateTypeKind.List
            : text.StartsWith(MapOf, StringComparison.Ordinal) ? TemplateTypeKind.Map
            : TemplateTypeKind.Any;
        if (outer == TemplateTypeKind.Any)
        {
            return _simple.TryGetValue(text, out TemplateTypeKind kind) ? TemplateType.Of(kind) : null;
        }

        string inner = text[(outer == TemplateTypeKind.List ? ListOf : MapOf).Length..].TrimStart();
        return Read(inner, out problem) is { } item ? new TemplateType(outer, item, [], []) : null;
    }
}
