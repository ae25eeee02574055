using Ketrew.Expander.Expansion;
using Ketrew.Expander.Tests.Language;

namespace Ketrew.Expander.Tests.Expansion;

public sealed class DefaultSettingsTests
{
    [Fact]
    public async Task Each_default_is_listed_with_the_line_that_sets_it()
    {
        WorkflowFiles files = new(new()
        {
            ["workflow.yaml"] =
                """
                ketrew: 1
                directories: [sub]
                pools: { network: 8, license: 4 }
                defaults:
                  shell: [bash, -c]
                  timeout: 90m
                  retries: { count: 2, delay: 5s }
                  keep_failed_outputs: true
                  equivalence: none
                  backend: daemonize
                  pools: { network: 2, license: 1 }
                  priority: -5
                  environment: { LANG: C }
                  tags: [nightly]
                """,
            ["sub/workflow.yaml"] = "defaults:\n  pools: []\n  equivalence: same-condition\n",
        });

        IEnumerable<string> lines = DefaultSettings.Of(files.Load().Scopes, ["local", "daemonize"])
            .Select(setting => $"{setting.Directory} {setting.Name}: {setting.Value} ({setting.Span?.ToString() ?? "the language"})");

        await Verify(string.Join('\n', lines));
    }
}
