using System.Globalization;

namespace Ketrew.Faults.Tests.Whims;

/// <summary>A target of a whim: what it reads, and the version of its command.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Kind">What the job script does.</param>
/// <param name="Backend">Where it runs.</param>
/// <param name="Needs">The targets whose outputs it reads.</param>
/// <param name="File">The file that it reads after them; null for none.</param>
internal sealed record WhimTarget(string Name, string Kind, string Backend, string[] Needs, string? File)
{
    public int Version { get; init; }

    /// <summary>As a small plan writes it.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Name}={Kind}@v{Version}!{Backend}{string.Concat(Needs.Select(need => "<" + need))}{(File is null ? "" : "~" + File)}");
}
