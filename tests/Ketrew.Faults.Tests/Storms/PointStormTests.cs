using Ketrew.Engine.Harness;
using Ketrew.Engine.Running;
using Ketrew.Faults.Tests.Harness;

namespace Ketrew.Faults.Tests.Storms;

/// <summary>The engine is killed at every moment at which losing power hurts: early, in the middle and late in its life and in the plan's.</summary>
public sealed class PointStormTests
{
    private static readonly RunPoint[] _onceInALife = [RunPoint.BeforeRecovery, RunPoint.AfterRecovery, RunPoint.BeforeRunEnd];

    private static readonly RunPoint[] _afterARequestToKill =
        [RunPoint.BeforeKill, RunPoint.AfterKill, RunPoint.BeforeSetAside, RunPoint.AfterSetAside];

    [Theory]
    [InlineData("local")]
    [InlineData("daemonize")]
    [InlineData("both")]
    public async Task Killed_at_any_point_the_engine_loses_nothing_and_does_nothing_twice(string backend)
    {
        using HarnessProject project = new($"storm:600:{backend}");
        List<string> broken = [];

        foreach ((int occurrence, int progress) in new[] { (1, 0), (4, 60), (8, 60) })
        {
            _ = progress == 0 ? null : await project.RunAsync(project.Request with { StopsAfter = progress });
            foreach (RunPoint point in Enum.GetValues<RunPoint>().Where(point => point is not RunPoint.BeforeAdoption))
            {
                broken.AddRange(await DieAsync(project, point, occurrence));
            }
        }

        await project.FinishAsync();
        broken.AddRange(await new StormChecks(project).AtTheEndAsync());
        Assert.True(broken.Count == 0, string.Join('\n', broken.Distinct()));
    }

    [Fact]
    public async Task Killed_before_it_takes_over_the_first_a_middle_and_the_last_of_them_the_engine_starts_none_again()
    {
        string[] names = [.. Enumerable.Range(0, 7).Select(i => $"t{i}")];
        using HarnessProject project = new("small:" + string.Join(',', names.Select(name => $"{name}=waits!daemonize")));
        await project.KillOnceBegunAsync(names[..6]);

        List<string> broken = [];
        foreach (int occurrence in new[] { 1, 3, 6 })
        {
            broken.AddRange(await DieAsync(project, RunPoint.BeforeAdoption, occurrence));
        }

        Array.ForEach(names, project.LetGo);
        await project.FinishAsync();
        broken.AddRange(await new StormChecks(project).AtTheEndAsync());
        Assert.True(broken.Count == 0, string.Join('\n', broken.Distinct()));
        Assert.Equal(names, project.Ledger().Begins.Select(line => line.Attempt.Target).Order(StringComparer.Ordinal));
    }

    private static async Task<IEnumerable<string>> DieAsync(HarnessProject project, RunPoint point, int occurrence)
    {
        bool hasKill = _afterARequestToKill.Contains(point);
        RunRequest request = project.Request with
        {
            DiesAt = point,
            Occurrence = hasKill || _onceInALife.Contains(point) ? 1 : occurrence,
            KillsAfter = hasKill ? occurrence : 0,
            StopsAfter = point is RunPoint.BeforeRunEnd ? occurrence : 0,
        };
        return await project.RunAsync(request) is { } end
            ? [$"{point} number {occurrence} was never reached: {end}"]
            : new StormChecks(project).Always().Select(problem => $"after {point} number {occurrence}: {problem}");
    }
}
