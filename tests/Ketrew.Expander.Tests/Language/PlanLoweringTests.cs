using System.Globalization;
using System.Reflection;
using System.Text;
using Ketrew.Expander.Language;
using Ketrew.Sdk.Planning;

namespace Ketrew.Expander.Tests.Language;

public sealed class PlanLoweringTests
{
    [Fact]
    public async Task Every_field_of_a_target_reaches_the_plan()
    {
        Plan plan = new WorkflowFiles(new()
        {
            ["workflow.yaml"] =
                """
                ketrew: 1
                pools: { network: 8, license: 1 }
                stanzas:
                  - target:
                      name: all-fields
                      description: what it is for
                      tags: [slow, quick, slow]
                      metadata: { owner: me, ticket: 12 }
                      needs: [plain, plain]
                      inputs: [b.txt, a.txt, b.txt]
                      outputs: [out/x]
                      steps:
                        - echo one
                        - { name: two, exec: [printf, "%s", 3] }
                        - { run: echo three }
                      shell: [bash, -c]
                      directory: work
                      environment: { LANG: C, DEBUG: 1, EMPTY: "" }
                      stdin: in.txt
                      stdout: out.txt
                      always: true
                      timeout: 1h30m
                      retries: { count: 3, delay: 500ms, factor: 1.5 }
                      keep_failed_outputs: true
                      on_success: [plain, plain]
                      on_failure: plain
                      backend: daemonize
                      host: ssh://me@there/scratch
                      container: { image: alpine, volumes: [/data, "/here:/there:ro"], options: [--network=none] }
                      resources: { cpus: 4, memory: 8GiB, gpus: 1, time: 2h30m }
                      pools: { network: 2, license: 1 }
                      priority: -3
                  - target:
                      name: conditional
                      shell: [bash, -c]
                      done_when: { command: test -s x, exists: [y, /data, y], returns: 2, never: true }
                      equivalence: none
                  - target: { name: plain, run: "true" }
                  - group: { name: everything, needs: [all-fields], tags: nightly, on_success: plain, on_failure: conditional }
                  - default: everything
                """,
        }).Lower();

        await Verify(Show(plan));
    }

    [Fact]
    public async Task Names_and_paths_are_relative_to_the_stanza_and_defaults_come_from_the_nearest_file()
    {
        WorkflowFiles files = new(new()
        {
            ["workflow.yaml"] =
                """
                ketrew: 1
                directories: [libs/*]
                defaults:
                  timeout: 1m
                  retries: 1
                  environment: { A: outer, B: outer }
                  tags: [all]
                  shell: [bash, -c]
                  equivalence: none
                  backend: daemonize
                  pools: [network]
                  priority: 2
                pools: { network: 2 }
                stanzas:
                  - target: { name: root, needs: ["libs/x:build"], run: echo }
                  - include: shared/more.yaml
                  - subdirectory:
                      path: docs
                      stanzas:
                        - target: { name: site, needs: [page, ":root"], inputs: [../README.md, "*.md"], run: echo }
                        - target: { name: page, run: echo }
                """,
            ["shared/more.yaml"] = "stanzas:\n  - target: { name: included, inputs: [here.txt], run: echo }\n",
            ["libs/x/workflow.yaml"] =
                """
                defaults: { retries: 5, environment: { B: inner }, tags: [lib], backend: local, pools: { gpu: 1 }, priority: 0 }
                pools: { gpu: 1 }
                stanzas:
                  - target: { name: build, needs: [../y:build], environment: { C: own }, timeout: 2m, outputs: [x.out], run: echo, pools: [], priority: 7 }
                """,
            ["libs/y/workflow.yaml"] = "stanzas:\n  - target: { name: build, run: echo }\n",
        },
            "README.md", "docs/b.md", "docs/a.md", "libs/z/none.txt");

        Plan plan = files.Lower();

        await Verify(Show(plan));
    }

    [Fact]
    public void A_glob_means_files_that_nobody_writes_and_outputs_that_may_not_exist_yet()
    {
        const string Stanzas =
            """
            - target: { name: a, outputs: [gen/a.txt], run: echo }
            - target: { name: b, outputs: [gen/b.txt], run: echo }
            - target: { name: page, outputs: [site], run: echo }
            - target: { name: sum, inputs: ["**/*.txt", "!*.tmp.txt"], outputs: [sum.txt], run: echo }
            - target: { name: check, inputs: ["site/*.html"], run: echo }
            """;

        Plan before = WorkflowFiles.Lower(Stanzas, "x.txt", "x.tmp.txt");
        Plan after = WorkflowFiles.Lower(Stanzas, "x.txt", "x.tmp.txt", "gen/a.txt", "sum.txt", "site/index.html", "site/robots.txt");

        Assert.Equal(["gen/a.txt", "gen/b.txt", "x.txt"], Inputs(before, "sum"));
        Assert.Equal(["site"], Inputs(before, "check"));
        Assert.Equal(before, after);
    }

    [Fact]
    public void An_expanded_workflow_finds_the_expanded_files_of_its_directories_first()
    {
        WorkflowFiles files = new(new()
        {
            ["workflow.expanded.yaml"] = "ketrew: 1\ndirectories: [a, b]\n",
            ["a/workflow.yaml"] = "stanzas: [{ target: { name: written, run: echo } }]",
            ["a/workflow.expanded.yaml"] = "stanzas: [{ target: { name: expanded, run: echo } }]",
            ["b/workflow.yaml"] = "stanzas: [{ target: { name: written, run: echo } }]",
        });

        Plan plan = files.Lower("workflow.expanded.yaml");

        Assert.Equal(["a:expanded", "b:written"], plan.Targets.Select(target => target.Id.Value));
    }

    [Fact]
    public void A_project_begins_where_a_file_says_so()
    {
        WorkflowFiles files = new(new()
        {
            ["workflow.yaml"] = "ketrew: 1\ndirectories: [a]\n",
            ["a/workflow.yaml"] = "project: inner\ndirectories: [b]\n",
            ["a/b/workflow.yaml"] = "stanzas: []\n",
        });

        IEnumerable<string> visible = files.Load().Scopes[^1].ToProjectBoundary().Select(scope => scope.Directory.Value);

        Assert.Equal(["a/b", "a"], visible);
    }

    [Theory]
    [InlineData("['**']")]
    [InlineData("[sub/x, sub]")]
    public void What_a_file_declares_holds_below_its_directory_whoever_named_the_files_there(string directories)
    {
        WorkflowFiles files = new(new()
        {
            ["workflow.yaml"] = $"ketrew: 1\ndirectories: {directories}\n",
            ["sub/workflow.yaml"] = "defaults: { priority: 3 }\nstanzas: []\n",
            ["sub/x/workflow.yaml"] = "stanzas: [{ target: { name: t, run: echo } }]\n",
        });

        Scope inner = files.Load().Scopes.Single(scope => scope.Directory == "sub/x");

        Assert.Equal(["sub/x", "sub", "."], inner.ToProjectBoundary().Select(scope => scope.Directory.Value));
        Assert.Equal(3, Assert.Single(files.Lower().Targets).Priority);
    }

    [Theory]
    [InlineData("0x3", 3)]
    [InlineData("0o17", 15)]
    [InlineData("+2", 2)]
    public void Whole_numbers_are_written_as_yaml_has_them(string text, int expected) =>
        Assert.Equal(expected, Assert.Single(WorkflowFiles.Lower($"  - target: {{ name: a, run: echo, retries: {text} }}").Targets).Retries.Count);

    private static IEnumerable<string> Inputs(Plan plan, string id) =>
        plan.Targets.Single(target => target.Id.Value == id).Inputs.Select(path => path.Value);

    private static string Show(Plan plan)
    {
        StringBuilder text = new();
        foreach (Target target in plan.Targets)
        {
            text.Append(CultureInfo.InvariantCulture, $"{target.Id} from {target.Provenance!.Span}\n");
            foreach (PropertyInfo property in typeof(Target).GetProperties().Where(property => property.Name is not ("Id" or "Provenance")))
            {
                text.Append(CultureInfo.InvariantCulture, $"  {property.Name}: {property.GetValue(target)}\n");
            }
        }

        return text.Append(CultureInfo.InvariantCulture, $"defaults: {plan.Defaults}\npools: {plan.Pools}").ToString();
    }
}
