namespace Ketrew.Expander.Tests.Plugins.Sources;

public sealed class SourcePluginTests
{
    [Fact]
    public async Task All_files_are_compiled_and_expanded_by_one_process()
    {
        using SourceProject project = new("a", "b");

        ExpansionResult result = await project.ExpandAsync();

        Assert.Equal(1, result.PluginHostStarts);
        Assert.Equal(["compiling a.stanza.cs, b.stanza.cs"], project.Progress);
    }

    [Fact]
    public async Task The_second_time_nothing_is_compiled_and_no_process_is_started()
    {
        using SourceProject project = new("a");
        await project.TargetsAsync();
        project.Progress.Clear();

        ExpansionResult result = await project.ExpandAsync();

        Assert.NotNull(result.Plan);
        Assert.Equal(0, result.PluginHostStarts);
        Assert.Empty(project.Progress);
    }

    [Fact]
    public async Task What_was_compiled_is_expanded_again_without_the_compiler()
    {
        using SourceProject project = new("a");
        await project.TargetsAsync();
        project.Progress.Clear();
        project.ForgetExpansions();

        ExpansionResult result = await project.ExpandAsync();

        Assert.Equal(1, result.PluginHostStarts);
        Assert.Empty(project.Progress);
    }

    [Fact]
    public async Task Only_a_file_that_changed_is_compiled_again_and_back_is_nothing()
    {
        using SourceProject project = new("a", "b");
        await project.TargetsAsync();

        project.WritePlugin("b", "changed");
        string[] changed = await project.TargetsAsync();
        project.WritePlugin("b", "b");
        string[] back = await project.TargetsAsync();

        Assert.Equal(["a", "changed"], changed);
        Assert.Equal(["a", "b"], back);
        Assert.Equal(["compiling a.stanza.cs, b.stanza.cs", "compiling b.stanza.cs"], project.Progress);
    }

    [Fact]
    public async Task A_damaged_result_is_none()
    {
        using SourceProject project = new("a");
        await project.TargetsAsync();
        string file = project.Compiled.Single();
        byte[] bytes = await File.ReadAllBytesAsync(file);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);
        project.ForgetExpansions();

        string[] targets = await project.TargetsAsync();

        Assert.Equal(["a"], targets);
        Assert.Equal(2, project.Progress.Count);
    }

    [Fact]
    public async Task A_plugin_is_the_same_in_every_directory()
    {
        using SourceProject one = new("a");
        using SourceProject other = new("a");

        await one.TargetsAsync();
        await other.TargetsAsync();

        Assert.Equal(one.Compiled.Select(Path.GetFileName), other.Compiled.Select(Path.GetFileName));
        Assert.Equal(one.Compiled.Select(File.ReadAllBytes), other.Compiled.Select(File.ReadAllBytes));
    }
}
