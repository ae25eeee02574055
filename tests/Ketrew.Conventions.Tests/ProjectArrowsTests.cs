namespace Ketrew.Conventions.Tests;

public sealed class ProjectArrowsTests
{
    private static IEnumerable<ProjectFile> Product => ProjectFile.All.Where(project => project.Area == "src");

    private static IEnumerable<ProjectFile> Stanzas => ProjectFile.All.Where(project => project.Area == "stanzas");

    [Fact]
    public void Every_project_of_src_has_a_row_in_the_table()
    {
        string[] unknown = [.. Product.Select(project => project.Name).Except(Arrows.Allowed.Keys)];

        Rule.Holds("A new project of src gets a row in Arrows.cs and in docs/architecture.md.", unknown);
    }

    [Fact]
    public void Projects_reference_only_what_the_table_allows() =>
        Rule.Holds("A project references only what Arrows.cs allows.", Product.SelectMany(
            project => project.References
                .Except(Arrows.Allowed.GetValueOrDefault(project.Name, []))
                .Select(reference => $"{project.Name} -> {reference}")));

    [Fact]
    public void Build_only_references_are_those_of_the_table() =>
        Rule.Holds("A reference without the output assembly is allowed by Arrows.cs.", Product.SelectMany(
            project => project.BuildOnlyReferences
                .Except(Arrows.AllowedBuildOnly.GetValueOrDefault(project.Name, []))
                .Select(reference => $"{project.Name} -> {reference} (build only)")));

    [Fact]
    public void Shipped_stanzas_reference_the_sdk_only() =>
        Rule.Holds("What we ship uses what everybody else can use: the SDK.", Stanzas.SelectMany(
            project => project.References.Concat(project.BuildOnlyReferences)
                .Except(Arrows.AllowedForStanzas)
                .Select(reference => $"{project.Name} -> {reference}")));

    [Fact]
    public void Transitive_project_references_are_off_everywhere() =>
        Rule.Holds("An arrow that nobody wrote is not there: DisableTransitiveProjectReferences is true.", ProjectFile.All
            .Where(project => project.Property("DisableTransitiveProjectReferences") != "true")
            .Select(project => project.RelativePath));

    [Fact]
    public void The_sdk_has_no_package()
    {
        ProjectFile sdk = Product.Single(project => project.Name == "Ketrew.Sdk");

        Rule.Holds("A plugin writer gets the SDK and nothing else.", sdk.Packages);
    }

    [Fact]
    public void The_core_is_ready_to_be_compiled_ahead_of_time() =>
        Rule.Holds("Every project that ends up in the executable has IsAotCompatible.", Product
            .Where(project => project.Name is not ("Ketrew.PluginHost" or "Ketrew.Sdk.Testing"))
            .Where(project => project.Property("IsAotCompatible") != "true")
            .Select(project => project.RelativePath));
}
