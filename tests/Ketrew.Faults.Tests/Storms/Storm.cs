using System.Diagnostics.CodeAnalysis;
using Ketrew.Faults.Tests.Harness;

namespace Ketrew.Faults.Tests.Storms;

/// <summary>Kills the engine of a project again and again.</summary>
/// <param name="project">Whose.</param>
/// <param name="seed">Decides when.</param>
/// <param name="longestLife">Milliseconds that an engine lives at most, once it has begun.</param>
[SuppressMessage("Security", "CA5394", Justification = "It is the weather, not a secret.")]
internal sealed class Storm(HarnessProject project, int seed, int longestLife)
{
    private const int LongestStart = 300;

    private readonly Random _chance = new(seed);

    /// <summary>Goes on until so many engines were killed or everything is done.</summary>
    /// <returns>The promises that were broken.</returns>
    public async Task<List<string>> RageAsync(int kills)
    {
        List<string> broken = [];
        string? end = null;
        while (project.KillCount < kills && end != "over success")
        {
            end = await LiveAsync();
            broken.AddRange(new StormChecks(project).Always());
        }

        return broken;
    }

    // One in five dies on its way, while it looks at what the one before left.
    private async Task<string?> LiveAsync()
    {
        bool isEarly = _chance.Next(5) == 0;
        TimeSpan life = TimeSpan.FromMilliseconds(_chance.NextDouble() * (isEarly ? LongestStart : longestLife));
        TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        EngineProcess engine = project.Engine();
        Task<string?> run = project.RunAsync(project.Request, line => _ = line.StartsWith("began", StringComparison.Ordinal) && begun.TrySetResult());
        _ = isEarly ? null : await Task.WhenAny(begun.Task, run);
        await Task.WhenAny(Task.Delay(life), run);
        engine.Kill();
        return await run;
    }
}
