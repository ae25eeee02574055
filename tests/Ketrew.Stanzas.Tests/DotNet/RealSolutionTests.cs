using Ketrew.CommandLine.Tests;
namespace Ketrew.Stanzas.Tests.DotNet;

public sealed class RealSolutionTests(RealSolution solution) : IClassFixture<RealSolution>
{
    [Fact]
    public void A_solution_is_restored_built_and_tested() =>
        Assert.Equal(
            ["build-Lib", "build-Lib.Tests", "build-Tool", "packages-Lib", "packages-Lib.Tests", "packages-Tool", "restore", "test-Lib.Tests"],
            ExecutedTargets.Of(solution.First));

    [Fact]
    public void Nothing_runs_when_nothing_changed() => Assert.Empty(ExecutedTargets.Of(solution.Unchanged));

    [Fact]
    public void A_project_that_is_rebuilt_to_the_same_stops_there() => Assert.Equal(["build-Lib"], ExecutedTargets.Of(solution.AfterNote));

    [Fact]
    public void An_edited_project_takes_along_what_uses_it() =>
        Assert.Equal(["build-Lib", "build-Lib.Tests", "test-Lib.Tests"], ExecutedTargets.Of(solution.AfterLibraryEdit));

    [Fact]
    public void A_failing_test_fails_its_target_and_no_other()
    {
        Assert.NotEqual(0, solution.AfterTestEdit.ExitCode);
        Assert.Contains("done build-Lib.Tests", solution.AfterTestEdit.Output + solution.AfterTestEdit.Error, StringComparison.Ordinal);
        Assert.Contains("failed test-Lib.Tests", solution.AfterTestEdit.Output + solution.AfterTestEdit.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("build-Tool", solution.AfterTestEdit.Output + solution.AfterTestEdit.Error, StringComparison.Ordinal);
    }
}
