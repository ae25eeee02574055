using System.Diagnostics.CodeAnalysis;
using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Language.Decoding;
using Ketrew.Expander.Packages.Manifests;
using Ketrew.Sdk;
using Ketrew.Sdk.Describing;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Language;

/// <summary>What a declaration calls a package: its name, or the path of a folder under development, which begins with a dot.</summary>
/// <param name="Name">The name, or the path relative to the project's root.</param>
/// <param name="IsFolder">True for a path.</param>
internal sealed record PackageReference(string Name, bool IsFolder)
{
    /// <summary>Reads <c>acme.k8s</c> or <c>./tools/acme.k8s</c>.</summary>
    public static Decoder<PackageReference> Decoder { get; } = new(Read, new FieldType.Text());

    private static bool Read(Node node, DecodeContext context, [MaybeNullWhen(false)] out PackageReference value)
    {
        value = null;
        if (node is ScalarNode { Text: "." or ".." or ['.', '/', ..] or ['.', '.', '/', ..] })
        {
            value = PathDecoders.Path.Decode(node, context, out ProjectPath path) ? new PackageReference(path.Value, true) : null;
            return value is not null;
        }

        if (node is ScalarNode { Text: var text } && text.Contains('/', StringComparison.Ordinal) && !text.StartsWith('/'))
        {
            return context.Report(PackageProblem.PathWithoutDot(node, text));
        }

        value = PackageDecoders.Name.Decode(node, context, out string? name) ? new PackageReference(name, false) : null;
        return value is not null;
    }
}
