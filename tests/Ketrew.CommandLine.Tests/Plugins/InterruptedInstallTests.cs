using Ketrew.CommandLine.Plugins;
using Ketrew.TestSupport;

namespace Ketrew.CommandLine.Tests.Plugins;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class InterruptedInstallTests
{
    [Fact]
    public async Task What_a_killed_install_left_is_removed_by_the_next_one()
    {
        using PluginDesk desk = new();
        desk.WriteSites("gui", "acme.gui", "1.0.0", "sites: { themes: looks }").Write("fake/dotnet", "#!/bin/sh\nkill -9 $PPID\n").Set("DOTNET_HOST_PATH", desk["fake/dotnet"]);
        File.SetUnixFileMode(desk["fake/dotnet"], UnixFileMode.UserRead | UnixFileMode.UserExecute);

        Outcome killed = await desk.TypeAsync(".", "plugin install acme.gui");
        string[] left = Directory.GetDirectories(desk["home/ketrew"], ".scratch-*");
        Outcome next = await desk.TypeAsync(".", "plugin install ./gui");

        Assert.Equal(137, killed.ExitCode);
        Assert.Single(left);
        Assert.Equal(0, next.ExitCode);
        Assert.Equal(["packages"], Directory.GetFileSystemEntries(desk["home/ketrew"]).Select(Path.GetFileName).Except(["outside"]));
    }

    [Theory]
    [InlineData("plugin install ./gui", "is installed already")]
    [InlineData("plugin remove acme.gui", "removed acme.gui 1.0.0")]
    public async Task A_package_that_was_being_replaced_comes_back(string line, string expected)
    {
        using PluginDesk desk = new();
        desk.WriteSites("gui", "acme.gui", "1.0.0", "sites: { themes: looks }");
        await desk.TypeAsync(".", "plugin install ./gui");
        Directory.CreateDirectory(desk["home/ketrew/.scratch-dead/replaced/packages/acme.gui"]);
        Directory.Move(desk["home/ketrew/packages/acme.gui/1.0.0"], desk["home/ketrew/.scratch-dead/replaced/packages/acme.gui/1.0.0"]);

        Outcome next = await desk.TypeAsync(".", line);

        Assert.Contains(expected, next.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(desk["home/ketrew"], ".scratch-*"));
    }

    [Fact]
    public async Task What_another_process_is_at_work_with_is_left_alone()
    {
        using PluginDesk desk = new();
        desk.WriteSites("gui", "acme.gui", "1.0.0", "sites: { themes: looks }")
            .Write("fake/dotnet", $"#!/bin/sh\n{KetrewProgram.FileName} plugin install {desk["gui"]}/ && ls -d {desk["home/ketrew"]}/.scratch-* > {desk["seen"]}\nexit 1\n")
            .Set("DOTNET_HOST_PATH", desk["fake/dotnet"]);
        File.SetUnixFileMode(desk["fake/dotnet"], UnixFileMode.UserRead | UnixFileMode.UserExecute);

        await desk.TypeAsync(".", "plugin install acme.other");

        Assert.Single(await File.ReadAllLinesAsync(desk["seen"]));
        Assert.True(Directory.Exists(desk["home/ketrew/packages/acme.gui/1.0.0"]));
    }

    [Fact]
    public void A_folder_is_replaced_by_an_exchange()
    {
        using TemporaryDirectory directory = new();
        directory.Write("new/file", "new");
        directory.Write("old/file", "old");

        FolderReplacement.Replace(directory["new"], directory["old"], directory["aside/old"]);

        Assert.Equal("new", File.ReadAllText(directory["old/file"]));
    }

    [Fact]
    public void A_folder_that_can_not_be_replaced_is_where_it_was()
    {
        using TemporaryDirectory directory = new();
        directory.Write("old/file", "old");

        Assert.ThrowsAny<IOException>(() => FolderReplacement.Replace(directory["gone"], directory["old"], directory["aside/old"]));

        Assert.Equal("old", File.ReadAllText(directory["old/file"]));
    }

    [Fact]
    public void Where_nothing_can_be_exchanged_two_renames_do_the_same()
    {
        using TemporaryDirectory directory = new();
        directory.Write("new/file", "new");
        directory.Write("old/file", "old");

        FolderReplacement.ReplaceByTwo(directory["new"], directory["old"], directory["aside/old"]);

        Assert.Equal(("new", "old"), (File.ReadAllText(directory["old/file"]), File.ReadAllText(directory["aside/old/file"])));
    }
}
