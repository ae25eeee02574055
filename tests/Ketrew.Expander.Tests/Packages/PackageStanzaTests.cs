using Ketrew.TestSupport;

namespace Ketrew.Expander.Tests.Packages;

public sealed class PackageStanzaTests
{
    [Fact]
    public async Task A_stanza_has_the_name_of_its_package_before_its_own()
    {
        using PackageProject project = Installed().Use("  - package: acme.k8s", "  - acme.k8s.ask: { text: workflow.yaml }");

        Assert.NotNull(await project.AnswerAsync());
    }

    [Fact]
    public async Task A_stanza_has_the_name_after_as_instead()
    {
        using PackageProject project = Installed().Use("  - { package: acme.k8s, as: k8s }", "  - k8s.ask: { text: workflow.yaml }\n  - acme.k8s.ask: {}");

        await Snapshot.Verify(await project.ProblemsAsync());
    }

    [Fact]
    public async Task One_package_can_be_declared_with_and_without_another_name()
    {
        using PackageProject project = Installed().Use("  - package: acme.k8s\n  - { package: acme.k8s, as: k8s }", "  - k8s.ask: { name: one }\n  - acme.k8s.ask: { name: two }");

        Assert.Equal(["one", "two"], (await project.PlanAsync()).Targets.Select(target => target.Id.Value));
    }

    [Fact]
    public async Task One_package_declared_twice_under_one_name_is_a_collision()
    {
        using PackageProject project = Installed().Use("  - package: acme.k8s\n  - { package: acme.k8s, version: '1' }");

        await Snapshot.Verify(await project.ProblemsAsync());
    }

    [Fact]
    public async Task What_a_package_emits_means_its_own_stanzas_first_by_their_short_and_full_names()
    {
        using PackageProject project = Installed().Install("installation", "other", "1.0.0", plugin: "Samples")
            .Use("  - { package: acme.k8s, as: k8s }\n  - { package: other, as: acme }", Emit("k8s.emit", "ask", "acme.k8s.ask"));

        Assert.Equal(["nothing asked"], (await project.PlanAsync()).Targets.Select(target => target.Description).Distinct());
    }

    [Fact]
    public async Task What_a_package_emits_may_be_a_stanza_of_a_package_that_it_needs_though_nobody_declares_that()
    {
        using PackageProject project = new();
        project.Install("installation", "base", "1.0.0", "requires: { deep: '*' }", "Tricks")
            .Install("installation", "deep", "1.0.0")
            .Install("installation", "acme.k8s", "1.0.0", "requires: { base: '*' }")
            .Use("  - package: acme.k8s", Emit("acme.k8s.emit", "base.ask"));

        Assert.Equal("nothing asked", await project.AnswerAsync());
    }

    [Fact]
    public async Task What_a_package_emits_is_no_stanza_of_packages_that_it_does_not_name_itself()
    {
        using PackageProject project = new();
        project.Install("installation", "base", "1.0.0", "requires: { deep: '*' }")
            .Install("installation", "deep", "1.0.0")
            .Install("installation", "bystander", "1.0.0")
            .Install("installation", "acme.k8s", "1.0.0", "requires: { base: '*' }")
            .Use("  - package: acme.k8s", Emit("acme.k8s.emit", "deep.ask", "bystander.ask"));

        await Snapshot.Verify(await project.ProblemsAsync());
    }

    [Fact]
    public async Task What_a_package_emits_is_looked_up_in_scope_at_last()
    {
        using PackageProject project = Installed().Install("installation", "other", "1.0.0")
            .Use("  - package: acme.k8s\n  - { package: other, as: ours }", Emit("acme.k8s.emit", "ours.ask"));

        Assert.Equal("nothing asked", await project.AnswerAsync());
    }

    [Fact]
    public async Task What_is_needed_may_ask_for_what_the_declaration_allows_that_brought_it_in()
    {
        using PackageProject project = new();
        project.Install("installation", "base", "1.0.0").Install("installation", "acme.k8s", "1.0.0", "requires: { base: '*' }")
            .Use("  - { package: acme.k8s, allow: { environment: [ALLOWED] } }\n  - { package: acme.k8s, as: k8s }\n  - { package: base, allow: { environment: [ALLOWED] } }",
                string.Join('\n', new[] { "acme.k8s", "k8s" }.Select(name => $"  - {name}.emit: {{ items: [{{ kind: base.ask, fields: {{ environment: ALLOWED, name: {name} }} }}] }}")));

        await Snapshot.Verify(await project.ProblemsAsync());
    }

    [Fact]
    public async Task Where_a_package_is_not_in_scope_its_stanza_is_told_to_be_defined_there()
    {
        using PackageProject project = Installed()
            .Write("project/sub/workflow.yaml", "stanzas:\n  - acme.k8s.ask: {}\n")
            .Write("project/workflow.yaml", "ketrew: 1\nplugins:\n  - { package: acme.k8s, subdirectories: false }\ndirectories: [sub]\nstanzas: []\n");

        await Snapshot.Verify(await project.ProblemsAsync());
    }

    private static PackageProject Installed() => new PackageProject().Install("installation", "acme.k8s", "1.0.0");

    private static string Emit(string stanza, params string[] kinds) =>
        $"  - {stanza}: {{ items: [{string.Join(", ", kinds.Select((kind, i) => $"{{ kind: {kind}, fields: {{}} }}"))}] }}".Replace("ask, fields: {} }, {", "ask, fields: { name: first } }, {", StringComparison.Ordinal);
}
