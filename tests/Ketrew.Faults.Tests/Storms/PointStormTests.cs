using Ketrew.Engine.Harness;
using Ketrew.Engine.Running;
using Ketrew.Faults.Tests.Harness;

namespace Ketrew.Faults.Tests.Storms;

/// <summary>The engine is killed at every moment at which losing power hurts: early, in the middle and late in its life and in the plan's.</summary>
public sealed class PointStormTests
{
    // After what BeforeAdoption needs: something that was begun and not seen ending.
    private static readonly RunPoint[] _points =
    [
        RunPoint.BeforeCommit, RunPoint.AfterCommit, RunPoint.BeforeStart, RunPoint.AfterStart, RunPoint.BeforeRecovery, RunPoint.AfterRecovery,
        RunPoint.BeforeAdoption, RunPoint.BeforeKill, RunPoint.AfterKill, RunPoint.BeforeSetAside, RunPoint.AfterSetAside, RunPoint.BeforeRunEnd,
    ];

    [Theory]
    [InlineData("local")]
    [InlineData("daemonize")]
    [InlineData("both")]
    public async Task Killed_at_each_point_the_engine_loses_nothing_and_does_nothing_twice(string backend)
    {
        using HarnessProject project = new($"storm:400:{backend}");
        List<string> broken = [];

        foreach ((int occurrence, int progress) in new[] { (1, 0), (4, 60), (8, 60) })
        {
            _ = progress == 0 ? null : await project.RunAsync(project.Request with { StopsAfter = progress });
            foreach (RunPoint point in _points.Where(point => backend != "local" || point is not RunPoint.BeforeAdoption))
            {
                broken.AddRange(await DieAsync(project, point, occurrence));
            }
        }

        await project.FinishAsync();
        broken.AddRange(await new StormChecks(project).AtTheEndAsync());
        Assert.Empty(broken.Distinct());
    }

    private static async Task<IEnumerable<string>> DieAsync(HarnessProject project, RunPoint point, int occurrence)
    {
        bool hasKill = point is RunPoint.BeforeKill or RunPoint.AfterKill or RunPoint.BeforeSetAside or RunPoint.AfterSetAside;
        bool isSingle = hasKill || point is RunPoint.BeforeRecovery or RunPoint.AfterRecovery or RunPoint.BeforeRunEnd;
        RunRequest request = project.Request with
        {
            DiesAt = point,
            Occurrence = isSingle ? 1 : point is RunPoint.BeforeAdoption ? Math.Min(occurrence, 3) : occurrence,
            KillsAfter = hasKill ? occurrence : 0,
            StopsAfter = point is RunPoint.BeforeRunEnd ? occurrence : 0,
        };
        return await project.RunAsync(request) is { } end
            ? [$"{point} number {occurrence} was never reached: {end}"]
            : new StormChecks(project).Always().Select(problem => $"after {point} number {occurrence}: {problem}");
    }
}
