using Ketrew.Sdk.Testing;

namespace Shrink.Tests;

public sealed class ShrinkStanzaTests
{
    private readonly StanzaProject _project = new StanzaProject()
        .Add<ShrinkStanza>()
        .Write("photos/cat.jpg", "any bytes")
        .Workflow("""
            ketrew: 1
            stanzas:
              - shrink: { pictures: "photos/*.jpg" }
            """);

    [Fact]
    public void Each_picture_becomes_a_target() => _project.Expand().AssertClean().MatchSnapshot();

    [Fact]
    public void A_small_picture_goes_below_small() => Assert.Equal("small/cat.jpg", _project.Expand()["shrink-cat"].Outputs[0].Value);

    [Fact]
    public void A_width_of_nothing_is_an_error() =>
        _project.Workflow("ketrew: 1\nstanzas:\n  - shrink: { pictures: \"photos/*.jpg\", width: 0 }\n").Expand().MatchSnapshot();

    [Fact]
    public void Only_another_picture_makes_it_expand_again()
    {
        _project.AssertMissAfter(p => p.Write("photos/dog.jpg", ""));
        _project.AssertHitAfter(p => p.Write("photos/cat.jpg", "other bytes"));
        _project.AssertHitAfter(p => p.Write("README.md", "# Photos"));
    }

    [Fact]
    public void It_asks_for_what_it_needs_and_depends_on_nothing_else()
    {
        _project.AssertObservationsMatter();
        _project.AssertOnlyObservationsMatter();
    }
}
