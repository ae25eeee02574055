namespace Ketrew.CommandLine.Tests;

public class SandboxTests
{
    [Fact]
    public async Task Doctor_tells_the_level_of_the_sandbox_what_it_withholds_and_what_stays_open()
    {
        await using ProgramProject project = new();
        project.Workflow("- target: { name: a, run: echo }");

        Outcome outcome = await project.RunAsync("doctor");

        Assert.Matches("ok      sandbox of plugins: level [23], a process .*\n +withheld: .*\n +limited: .*\n +stays open: .*\n +not in it: the build of a plugin project ", outcome.Output);
        Assert.Equal(0, outcome.ExitCode);
    }

    [Fact]
    public async Task A_sandbox_level_that_does_not_exist_is_the_users_error()
    {
        await using ProgramProject project = new();
        project.Workflow("- target: { name: a, run: echo }");

        Outcome outcome = await project.RunAsync("expand", "--require-sandbox", "4");

        Assert.Contains("`4` is no sandbox level: write a number from 0 to 3", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(2, outcome.ExitCode);
    }

    [Fact]
    public async Task A_workflow_without_plugins_runs_at_any_level()
    {
        await using ProgramProject project = new();
        project.Workflow("- target: { name: a, run: echo }");

        Outcome outcome = await project.RunAsync("run", "--require-sandbox", "3");

        Assert.Equal(0, outcome.ExitCode);
    }

    [Fact]
    public async Task A_required_level_refuses_the_build_of_a_plugin_project_with_something_to_type()
    {
        await using ProgramProject project = new();
        project.Write("workflow.yaml", "ketrew: 1\nplugins:\n  - project: own\nstanzas:\n  - own: {}\n");

        Outcome outcome = await project.RunAsync("expand", "--require-sandbox", "2");

        Assert.Contains("error KE340: plugin `own` is a project", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("hint: build it yourself", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(2, outcome.ExitCode);
    }
}
