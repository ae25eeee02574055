namespace Ketrew.CommandLine.Tests.Plugins;

public sealed class ProjectPackageTests
{
    [Fact]
    public async Task A_project_builds_offline_whatever_lies_above_it_and_whatever_the_cache_holds_and_packs_to_the_same_bytes_everywhere()
    {
        using PluginDesk desk = new();
        desk.Write("Directory.Packages.props", "<Project><PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup></Project>")
            .Write("nuget.config", "<configuration><packageSources><clear /><add key=\"gone\" value=\"gone\" /></packageSources></configuration>");
        await desk.TypeAsync(".", "plugin new acme.jobs --kind project");
        await desk.TypeAsync(".", "plugin new acme.jobs --kind project -C deeper/acme.jobs");

        Outcome byHand = await desk.DotnetAsync("acme.jobs/src/Acme.Jobs", "build", "--disable-build-servers", "-verbosity:quiet");
        string cached = Assert.Single(Directory.GetFiles(desk["nuget"], "Ketrew.Sdk.dll", SearchOption.AllDirectories));
        await File.WriteAllTextAsync(cached, "another build of the same version");
        await desk.TypeAsync(".", "plugin pack acme.jobs -o one");
        await desk.TypeAsync(".", "plugin pack deeper/acme.jobs -o other");
        await desk.TypeAsync(".", "plugin install one/acme.jobs.0.1.0.nupkg");
        await desk.TypeAsync(".", "plugin list");

        Assert.Equal((0, ""), (byHand.ExitCode, byHand.Error));
        Assert.Equal(await File.ReadAllBytesAsync(desk["one/acme.jobs.0.1.0.nupkg"]), await File.ReadAllBytesAsync(desk["other/acme.jobs.0.1.0.nupkg"]));
        Assert.Empty(Directory.GetFiles(desk["home/ketrew/packages"], "Ketrew.Sdk*", SearchOption.AllDirectories));
        await Verify(desk.Transcript);
    }
}
