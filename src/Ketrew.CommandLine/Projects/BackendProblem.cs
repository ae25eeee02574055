using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.CommandLine.Projects;

/// <summary>What can be wrong with a backend as a whole.</summary>
internal static class BackendProblem
{
    /// <summary>There is no such kind.</summary>
    public static Diagnostic UnknownKind(BackendName name, IReadOnlyCollection<string> kinds) => new("KS012", $"there is no kind of backend `{name.Kind}`", name.Declared?.Span)
    {
        Hint = NearestName.Of(name.Kind, kinds) is { } nearest ? $"did you mean `{nearest}`?" : $"there are {string.Join(", ", kinds)}",
    };

    /// <summary>It is always there.</summary>
    public static Diagnostic NeedsNoDeclaration(BackendDeclaration declared) => new("KS013", $"`{declared.Kind}` needs no declaration", declared.Span)
    {
        Hint = $"remove it, and write `backend: {declared.Kind}`",
    };

    /// <summary>Its plugin, or its constructor, refuses.</summary>
    public static Diagnostic NotMade(BackendName name, BackendException failure) => new("KS015", $"a backend of the kind `{name.Kind}` can't be made: {failure.Message}", name.Declared?.Span)
    {
        Hint = failure.Hint,
    };
}
