using Ketrew.Engine.Planning;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Planning;
using static Ketrew.Engine.Tests.Graphs;

namespace Ketrew.Engine.Tests.Planning;

public sealed class SelectionTests
{
    private static readonly TargetGraph _graph = Build(new Plan
    {
        Targets =
        [
            Shell("page", "", inputs: ["out/count"], outputs: ["out/page.html"]),
            Shell("src:count", "", outputs: ["out/count"]) with { Tags = ["fast"] },
            Shell("src:lint", "", outputs: ["out/lint"]) with { Tags = ["fast"] },
            Shell("zip", "", outputs: ["dist"]),
        ],
        Defaults = [new TargetId("page")],
    });

    [Theory]
    [InlineData("", "src:count page")]
    [InlineData("page", "src:count page")]
    [InlineData("src:*", "src:count src:lint")]
    [InlineData("*", "src:count src:lint zip page")]
    [InlineData("tag:fast", "src:count src:lint")]
    [InlineData("out/page.html", "src:count page")]
    [InlineData("dist/inner/file", "zip")]
    [InlineData("zip src:lint", "src:lint zip")]
    public void Patterns_choose_targets_with_what_they_need(string patterns, string expected)
    {
        bool isSelected = _graph.TrySelect(patterns.Split(' ', StringSplitOptions.RemoveEmptyEntries), out Selection? selection, out _);

        Assert.True(isSelected);
        Assert.Equal(expected, string.Join(' ', selection!.Targets.Select(target => _graph[target].Id)));
    }

    [Theory]
    [InlineData("pgae", "did you mean `page`?")]
    [InlineData("tag:fats", "did you mean `tag:fast`?")]
    [InlineData("out/page.htm", "did you mean `out/page.html`?")]
    [InlineData("nothing-like-it", "`ketrew graph` shows all targets")]
    [InlineData("lib:*", "`ketrew graph` shows all targets")]
    public void An_unknown_pattern_is_answered_with_the_nearest_name(string pattern, string hint)
    {
        bool isSelected = _graph.TrySelect([pattern], out _, out ValueList<Diagnostic> diagnostics);

        Assert.False(isSelected);
        Assert.Equal($"KG006 -: nothing is called `{pattern}`\n  hint: {hint}", Print(diagnostics));
    }
}
