using Ketrew.Expander.Expansion;
using Ketrew.Expander.Tests.Plugins;

namespace Ketrew.Expander.Tests.Expansion;

public sealed class LimitTests : IDisposable
{
    private readonly TrickProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Time_and_questions_and_output_without_end_are_told_with_their_limit()
    {
        _project.Host = PluginBuilds.HostOptions with { QueryLimit = TimeSpan.FromSeconds(2), QuestionLimit = 100, OutputLimitBytes = 1024 * 1024 };
        _project.Use("- misbehave: { deed: hang }\n- curious: { times: 101 }\n- burst: { count: 10, length: 200000 }\n- curious: { times: 100 }");

        await Verify(await _project.ProblemsAsync());
    }

    [Fact]
    public async Task What_a_whole_tree_of_stanzas_may_be_is_told_with_the_limit()
    {
        _project.Limits = new ExpansionLimits(Depth: 2, Stanzas: 10, Bytes: 1024 * 1024);
        _project.Use("- countdown: { from: 2 }\n- countdown: { from: 3 }\n- burst: { count: 11 }\n- emit: { items: [{ kind: burst, into: sub, fields: { count: 1, length: 2000000 } }] }");

        await Verify(await _project.ProblemsAsync());
    }
}
