using System.Collections.Concurrent;
using System.Globalization;
using Ketrew.Faults.Tests.Harness;
using Ketrew.Faults.Tests.Storms;

namespace Ketrew.Faults.Tests.Whims;

/// <summary>Whatever somebody does in whatever order, in the end every output is what its command makes of its inputs.
/// <c>KETREW_STORM_WHIMS=5000 dotnet test tests/Ketrew.Faults.Tests --filter WhimTests</c> tries many more orders.</summary>
public sealed class WhimTests
{
    private const int Lanes = 3;
    private const int DeedCount = 8;

    [Fact]
    public async Task After_any_sequence_of_whims_everything_comes_to_the_same_good_end()
    {
        ConcurrentQueue<string> broken = new();

        await Task.WhenAll(Enumerable.Range(0, Lanes).Select(lane => PlayAsync(lane, broken)));

        Assert.True(broken.IsEmpty, string.Join('\n', broken));
    }

    // Engines that nobody killed go from one whim to the next.
    private static async Task PlayAsync(int lane, ConcurrentQueue<string> broken)
    {
        EngineProcess? engine = null;
        for (int i = lane; i < StormSettings.WhimCount && broken.IsEmpty; i += Lanes)
        {
            int seed = StormSettings.Seed + i;
            using Whim whim = new(seed, engine);
            List<string> wrong = await PlayAsync(whim);
            wrong.ForEach(what => broken.Enqueue(string.Create(CultureInfo.InvariantCulture, $"KETREW_STORM_SEED={seed} ({whim.Deeds}): {what}")));
            engine = whim.TakeEngine();
        }

        engine?.Dispose();
    }

    private static async Task<List<string>> PlayAsync(Whim whim)
    {
        try
        {
            return await whim.PlayAsync(DeedCount);
        }
        catch (InvalidOperationException failure)
        {
            return [failure.Message];
        }
    }
}
