using System.Diagnostics.CodeAnalysis;
using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Language.Decoding;
using Ketrew.Sdk;
using Ketrew.Sdk.Describing;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Packages.Manifests;

/// <summary>Decoders of what only packages have.</summary>
internal static class PackageDecoders
{
    /// <summary>The name of a package.</summary>
    public static Decoder<string> Name { get; } = new(ReadName, new FieldType.Text());

    private static bool ReadName(Node node, DecodeContext context, [MaybeNullWhen(false)] out string value) =>
        Decoders.Text.Decode(node, context, out value) && CheckName(node, value, context);

    /// <summary>A version: <c>1.2.0</c>.</summary>
    public static Decoder<SemanticVersion> Version { get; } = new(ReadVersion, new FieldType.Text());

    private static bool ReadVersion(Node node, DecodeContext context, [MaybeNullWhen(false)] out SemanticVersion value)
    {
        value = null;
        return Decoders.Text.Decode(node, context, out string? text)
            && (SemanticVersion.TryParse(text, out value) || context.Report(PackageProblem.BadVersion(node, text)));
    }

    /// <summary>A range of versions: <c>&gt;=1.2 &lt;2</c>.</summary>
    public static Decoder<VersionRange> Range { get; } = new(ReadRange, new FieldType.Text());

    private static bool ReadRange(Node node, DecodeContext context, [MaybeNullWhen(false)] out VersionRange value)
    {
        value = null;
        return Decoders.Text.Decode(node, context, out string? text)
            && (VersionRange.TryParse(text, out value, out string? hint) || context.Report(PackageProblem.BadRange(node, text, hint)));
    }

    /// <summary>A site, with the package that defines it before a colon; without one it is the package's own.</summary>
    public static Decoder<SiteName> Site { get; } = new(ReadSite, new FieldType.Text());

    private static bool ReadSite(Node node, DecodeContext context, out SiteName value)
    {
        value = default;
        if (!Decoders.Text.Decode(node, context, out string? text))
        {
            return false;
        }

        int colon = text.IndexOf(':', StringComparison.Ordinal);
        value = new SiteName(colon < 0 ? "" : text[..colon], text[(colon + 1)..]);
        return (colon < 0 || CheckName(node, value.Package, context)) && CheckSite(node, value.Site, context);
    }

    /// <summary>A path inside the package's folder.</summary>
    public static Decoder<ProjectPath> Path { get; } = PathOr(PackageProblem.BadPath);

    /// <summary>A directory of a site.</summary>
    public static Decoder<ProjectPath> Destination { get; } = PathOr(PackageProblem.BadDestination);

    private static Decoder<ProjectPath> PathOr(Func<Node, string, Diagnostic> problem) => new(
        (Node node, DecodeContext context, out ProjectPath value) =>
        {
            value = default;
            return Decoders.Text.Decode(node, context, out string? text)
                && (ProjectPath.TryParse(text, ProjectPath.Root, out value, out _) || context.Report(problem(node, text)));
        },
        new FieldType.Path());

    /// <summary>A pattern of files in the package's folder.</summary>
    public static Decoder<GlobPattern> Pattern { get; } = new(ReadPattern, new FieldType.Glob());

    private static bool ReadPattern(Node node, DecodeContext context, out GlobPattern value)
    {
        value = default;
        return Decoders.Text.Decode(node, context, out string? text)
            && (GlobPattern.TryParse(text, ProjectPath.Root, out value, out string? problem)
                || context.Report(GlobSyntax.IsPlain(text) ? PackageProblem.BadPath(node, text) : Problem.BadPattern(node, problem) with { Hint = "write a pattern relative to the package's folder" }));
    }

    /// <summary>Sites with what is in them.</summary>
    public static Decoder<ValueList<DefinedSite>> Sites { get; } = new(ReadSites, new FieldType.Map(new FieldType.Text()));

    private static bool ReadSites(Node node, DecodeContext context, out ValueList<DefinedSite> value)
    {
        value = [];
        int problems = context.ProblemCount;
        (FieldNode Field, string Value)[] items = Decoders.MapOf("sites, each with what is in it", Decoders.Text).Decode(node, context, out (FieldNode, string)[]? read) ? read : [];
        foreach (FieldNode field in (node as MappingNode)?.Fields ?? [])
        {
            CheckSite(NameOf(field), field.Name, context);
        }

        value = items.Select(item => new DefinedSite(item.Field.Name, item.Value, item.Field.NameSpan)).OrderBy(site => site.Name, StringComparer.Ordinal).ToValueList();
        return context.ProblemCount == problems;
    }

    /// <summary>Packages with ranges of versions.</summary>
    public static Decoder<ValueList<PackageRequirement>> Requirements { get; } = new(ReadRequirements, new FieldType.Map(new FieldType.Text()));

    private static bool ReadRequirements(Node node, DecodeContext context, out ValueList<PackageRequirement> value)
    {
        value = [];
        int problems = context.ProblemCount;
        (FieldNode Field, VersionRange Value)[] items =
            Decoders.MapOf("packages, each with the versions that will do", Range).Decode(node, context, out (FieldNode, VersionRange)[]? read) ? read : [];
        foreach (FieldNode field in (node as MappingNode)?.Fields ?? [])
        {
            CheckName(NameOf(field), field.Name, context);
        }

        value = items.Select(item => new PackageRequirement(item.Field.Name, item.Value, item.Field.NameSpan)).OrderBy(one => one.Package, StringComparer.Ordinal).ToValueList();
        return context.ProblemCount == problems;
    }

    private static bool CheckName(Node node, string name, DecodeContext context) =>
        PackageName.ProblemOf(name) is not { } problem || context.Report(Problem.BadName(node, name, "the name of a package", problem, PackageName.Propose(name)));

    private static bool CheckSite(Node node, string name, DecodeContext context) =>
        PackageName.ProblemOfSite(name) is not { } problem || context.Report(Problem.BadName(node, name, "the name of a site", problem, PackageName.ProposeSite(name)));

    private static ScalarNode NameOf(FieldNode field) => new(field.Name, ScalarKind.Text, field.NameSpan);
}
