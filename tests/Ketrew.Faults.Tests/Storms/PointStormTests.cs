using Ketrew.Engine.Harness;
using Ketrew.Engine.Running;
using Ketrew.Faults.Tests.Harness;

namespace Ketrew.Faults.Tests.Storms;

/// <summary>The engine is killed at every moment at which losing power hurts: early, in the middle and late in its life and in the plan's.</summary>
public sealed class PointStormTests
{
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
            foreach (RunPoint point in Enum.GetValues<RunPoint>().Where(point => backend != "local" || point is not RunPoint.BeforeAdoption))
            {
                broken.AddRange(await DieAsync(project, point, occurrence));
            }
        }

        await project.FinishAsync();
        broken.AddRange(await new StormChecks(project).AtTheEndAsync());
        Assert.True(broken.Count == 0, string.Join('\n', broken.Distinct()));
    }

    private static async Task<IEnumerable<string>> DieAsync(HarnessProject project, RunPoint point, int occurrence)
    {
        bool hasKill = point is RunPoint.BeforeKill or RunPoint.AfterKill or RunPoint.BeforeSetAside or RunPoint.AfterSetAside;
        bool isSingle = hasKill || point is RunPoint.BeforeRecovery or RunPoint.AfterRecovery or RunPoint.BeforeRunEnd;
        if (point is RunPoint.BeforeAdoption)
        {
            // Who is stopped leaves what runs to the next one.
            _ = await project.RunAsync(project.Request with { StopsAfter = 6 });
        }

        RunRequest request = project.Request with
        {
            DiesAt = point,
            Occurrence = isSingle ? 1 : point is RunPoint.BeforeAdoption ? Math.Min(occurrence, 2) : occurrence,
            KillsAfter = hasKill ? occurrence : 0,
            StopsAfter = point is RunPoint.BeforeRunEnd ? occurrence : 0,
        };
        return await project.RunAsync(request) is { } end
            ? [$"{point} number {occurrence} was never reached: {end}"]
            : new StormChecks(project).Always().Select(problem => $"after {point} number {occurrence}: {problem}");
    }
}
