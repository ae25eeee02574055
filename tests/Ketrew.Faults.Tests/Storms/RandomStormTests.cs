using Ketrew.Faults.Tests.Harness;

namespace Ketrew.Faults.Tests.Storms;

/// <summary>The engine is killed at any moment. <c>KETREW_STORM_KILLS=1000 dotnet test tests/Ketrew.Faults.Tests</c> does it 2 000 times.</summary>
public sealed class RandomStormTests
{
    [Theory]
    [InlineData("local", 60)]
    [InlineData("daemonize", 120)]
    public async Task Killed_at_random_moments_the_engine_loses_nothing_and_does_nothing_twice(string backend, int longestLife)
    {
        for (int round = 0, kills = 0; kills < StormSettings.KillCount; round++)
        {
            using HarnessProject project = new($"storm:500:{backend}");
            Storm storm = new(project, StormSettings.Seed + round, longestLife);
            List<string> broken = await storm.RageAsync(StormSettings.KillCount - kills);
            await project.FinishAsync();

            broken.AddRange(await new StormChecks(project).AtTheEndAsync());
            Assert.True(broken.Count == 0, $"KETREW_STORM_SEED={StormSettings.Seed + round}:\n{string.Join('\n', broken.Distinct())}");
            kills += project.KillCount;
        }
    }
}
