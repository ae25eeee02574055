using Ketrew.Sdk.Testing.Tests.Stanzas;

namespace Ketrew.Sdk.Testing.Tests;

public sealed class SiteTests
{
    private readonly StanzaProject _project = new StanzaProject().Add<ThemeStanza>().Workflow("ketrew: 1\nstanzas:\n  - theme: {}\n");

    [Fact]
    public void A_stanza_reads_files_of_sites_that_the_test_adds()
    {
        _project.Site("acme.gui", "themes", "default/layout.css", "plain").Site("acme.gui", "themes", "dark/layout.css", "night").Site("acme.gui", "themes", "README", "for people");

        _project.Expand().AssertClean();
        _project.AssertMissAfter(p => p.Site("acme.gui", "themes", "light/layout.css", "day"));
        _project.AssertMissAfter(p => p.Site("acme.gui", "themes", "default/layout.css", "other"));
        _project.AssertHitAfter(p => p.Site("acme.gui", "themes", "README", "other"));
        _project.AssertObservationsMatter();
    }

    [Theory]
    [InlineData("the project doesn't say what is in the site `acme.gui:themes`: `project.Site(\"acme.gui\", \"themes\", …, …)`", "other")]
    [InlineData("nobody adds `default/layout.css` to the site `acme.gui:themes`", "themes")]
    public void What_the_test_does_not_add_is_told(string expected, string site) =>
        Assert.Contains(expected, _project.Site("acme.gui", site, "dark/layout.css", "night").Expand().Errors, StringComparison.Ordinal);
}
