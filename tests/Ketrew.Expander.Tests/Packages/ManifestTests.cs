using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Packages.Manifests;
using Ketrew.TestSupport;

namespace Ketrew.Expander.Tests.Packages;

public sealed class ManifestTests
{
    [Fact]
    public void Everything_that_a_package_says_is_read()
    {
        PackageManifest manifest = Read(
            """
            ketrew-plugin: 1
            name: acme.gui
            version: 1.2.0-rc.1
            description: Draws
            language: [1, 2]
            sdk: ">=0.1"
            requires: { acme.base: ">=1.2 <2", acme.a: "*" }
            stanzas:
              - assembly: lib/Acme.dll
              - project: ./src/Acme
            backends: [{ assembly: lib/Acme.dll }]
            sites: { themes: what it looks like }
            files:
              - { site: themes, from: "default/**" }
              - { site: other.one:pictures, from: [a.png, "b/*.png", "!b/c.png"], to: acme/ }
            """).Manifest!;

        Assert.Equal(("acme.gui", "1.2.0-rc.1", "Draws", ">=0.1"), (manifest.Name, manifest.Version.ToString(), manifest.Description, manifest.Sdk.ToString()));
        Assert.Equal([1, 2], manifest.Languages);
        Assert.Equal(["acme.a *", "acme.base >=1.2 <2"], manifest.Requires.Select(required => $"{required.Package} {required.Range}"));
        Assert.Equal(["assembly lib/Acme.dll", "project src/Acme", "backends assembly lib/Acme.dll"], manifest.Pieces.Select(piece => $"{(piece.IsForBackends ? "backends " : "")}{piece.Kind} {piece.Path}"));
        Assert.Equal(["themes: what it looks like"], manifest.Sites.Select(site => $"{site.Name}: {site.Description}"));
        Assert.Equal(["acme.gui:themes default/** .", "other.one:pictures a.png b/*.png !b/c.png acme"], manifest.Files.Select(added => $"{added.Site} {added.From} {added.To}"));
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_a_manifest_is_told_at_once() => await Snapshot.Verify(Problems(
        """
        ketrew-plugin: 1
        name: Acme GUI
        version: 1.2
        language: two
        sdk: ^0.1
        requires: { acme.base: latest, 1st: "*" }
        stanzas:
          - lib/Acme.dll
          - assembly: /opt/Acme.dll
          - assembly: ../Acme.dll
          - { assembly: lib/A.dll, project: src/A }
          - {}
          - source: fan-out.stanza.cs
        backends: [{ source: a.cs }, lib/B.dll]
        sites: { Themes: x, ok: [] }
        files:
          - { site: themes }
          - { site: "acme.gui:", from: "!a" }
          - { site: ok, from: a, too: b }
        requirements: {}
        """));

    [Theory]
    [InlineData("empty", "")]
    [InlineData("later", "ketrew-plugin: 2\nanything: [else]\n")]
    [InlineData("no-form", "name: a\nversion: 1.0.0\nstanzas: [{ assembly: a.dll }]\n")]
    [InlineData("nothing-in-it", "ketrew-plugin: 1\nname: acme.libs\nversion: 1.0.0\nrequires: { a: '*' }\n")]
    [InlineData("unknown-site", "ketrew-plugin: 1\nname: acme.gui\nversion: 1.0.0\nsites: { themes: '' }\nfiles: [{ site: theme, from: a }]\n")]
    [InlineData("no-yaml", "ketrew-plugin: [1\n")]
    public async Task What_is_no_plugin_package_is_told(string name, string text) => await Snapshot.Verify(Problems(text), name);

    private static ManifestReading Read(string text)
    {
        using TemporaryDirectory folder = new();
        folder.Write(PackageManifest.FileName, text);
        return PackageManifest.Read(folder.FullPath, PackageManifest.FileName);
    }

    private static string Problems(string text)
    {
        ManifestReading reading = Read(text);
        Assert.Null(reading.Manifest);
        return new DiagnosticRenderer(_ => text).Render(reading.Diagnostics);
    }
}
