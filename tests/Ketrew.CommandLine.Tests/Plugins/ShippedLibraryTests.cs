namespace Ketrew.CommandLine.Tests.Plugins;

public sealed class ShippedLibraryTests
{
    private const string Properties =
        """
          <PropertyGroup>
            <KetrewProperties>$([MSBuild]::GetDirectoryNameOfFileAbove('$(MSBuildThisFileDirectory)', '.ketrew/sdk.props'))/.ketrew/sdk.props</KetrewProperties>
          </PropertyGroup>
          <Import Project="$(KetrewProperties)" Condition="Exists('$(KetrewProperties)')" />
        """;

    [Theory]
    [InlineData("Ketrew.Sdk.Testing", "2 targets", """System.Console.WriteLine($"{new Ketrew.Sdk.Testing.StanzaProject().Workflow("ketrew: 1\nstanzas: [{ group: { name: a } }, { group: { name: b } }]\n").Expand().AssertClean().Plan.Targets.Count} targets");""")]
    [InlineData("Ketrew.CommandLine", "ketrew 0.", """return await Ketrew.CommandLine.KetrewApplication.CreateBuilder(["--version"]).RunAsync();""")]
    [InlineData("Ketrew.Engine;Ketrew.Backends", "a problem", """System.Console.WriteLine(Ketrew.Engine.Planning.TargetGraph.TryBuild(new Ketrew.Sdk.Planning.Plan { Targets = [new() { Id = new("a"), Needs = [new("b")] }] }, out _, out _) ? "none" : "a problem");""")]
    public async Task What_comes_with_the_program_is_all_that_a_project_needs(string packages, string expected, string program)
    {
        using PluginDesk desk = new();
        await desk.TypeAsync(".", "init -C project");
        // As a machine without network has them: fetched once, for something else.
        Directory.CreateDirectory(desk["feed"]);
        foreach (string other in Directory.GetDirectories(Cache).Select(folder => Path.GetFileName(folder)).Where(name => !name.StartsWith("ketrew.", StringComparison.Ordinal)))
        {
            Directory.CreateSymbolicLink(desk[$"feed/{other}"], Path.Combine(Cache, other));
        }

        desk.Write("nuget.config", "<configuration><packageSources><clear /><add key=\"feed\" value=\"feed\" /></packageSources></configuration>")
            .Write("project/app/app.csproj", $"<Project Sdk=\"Microsoft.NET.Sdk\">\n{Properties}\n<PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>\n<ItemGroup><PackageReference Include=\"{packages}\" Version=\"0.1.0\" /></ItemGroup>\n</Project>\n")
            .Write("project/app/Program.cs", program);
        Outcome build = await desk.DotnetAsync("project/app", "build", "--disable-build-servers", "-verbosity:quiet", "-o", "out");
        Assert.Equal((0, ""), (build.ExitCode, build.ExitCode == 0 ? "" : build.Output));

        Outcome run = await KetrewProgram.RunAsync(desk["project/app/out/app"], desk["project"], []);

        Assert.StartsWith(expected, run.Output, StringComparison.Ordinal);
    }

    private static string Cache => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
