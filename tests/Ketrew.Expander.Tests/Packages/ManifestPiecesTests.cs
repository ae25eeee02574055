using Ketrew.Expander.Packages.Manifests;
using Ketrew.Expander.Packages.Packing;
using Ketrew.TestSupport;

namespace Ketrew.Expander.Tests.Packages;

public sealed class ManifestPiecesTests
{
    [Theory]
    [InlineData("- project: src/A   # built\n  - source: b.stanza.cs", "- assembly: lib/A/A.dll   # built\n  - source: b.stanza.cs")]
    [InlineData("- { project: \"src/A\" }", "- { assembly: lib/A/A.dll }")]
    [InlineData("- 'project': src/project\n  - project: other", "- 'assembly': lib/project/project.dll\n  - assembly: lib/other/other.dll")]
    public void Assemblies_take_the_place_of_projects_and_nothing_else_changes(string written, string expected)
    {
        const string head = "# project: this is the äöü one\nketrew-plugin: 1\nname: acme\nversion: 1.0.0\nstanzas:\n  ";
        using TemporaryDirectory folder = new();
        folder.Write(PackageManifest.FileName, $"{head}{written}\n");
        PackageManifest manifest = PackageManifest.Read(folder.FullPath, PackageManifest.FileName).Manifest!;

        string replaced = ManifestPieces.Replace(
            File.ReadAllText(folder[PackageManifest.FileName]),
            manifest.Pieces.Where(piece => piece.Kind == PackagePiece.Project).Select(piece => (piece, $"lib/{piece.Path.Name}/{piece.Path.Name}.dll")));

        Assert.Equal($"{head}{expected}\n", replaced);
    }
}
