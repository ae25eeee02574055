using System.Globalization;
using Ketrew.Sdk;
using Ketrew.Sdk.Planning;

namespace Ketrew.Engine.Harness;

/// <summary>
/// A plan with a bit of everything, in layers of twenty: outputs that are files and directories, none at all, two steps, conditions,
/// targets that are one with others, retries, timeouts, pools, groups, and what is activated by a success or a failure.
/// </summary>
internal static class StormPlan
{
    /// <summary>The only pool, and how many may be in it at once.</summary>
    public static readonly PoolLimit Pool = new("few", 2);

    private const int Width = 20;
    private const string Everything = "everything";

    // Each column of the plan is of one sort. Those after the twelfth are needed by nothing but `everything`.
    private static readonly Func<int, Target>[] _columns =
    [
        i => WithOutput(i, "plain", File(i)),
        i => WithOutput(i, "plain", File(i)),
        i => WithOutput(i, "plain", File(i)),
        i => WithOutput(i, "slow", File(i)),
        i => WithOutput(i, "plain", File(i)) with { Steps = [Run("first", File(i)), Run("last", File(i))] },
        i => WithOutput(i, "plain", File(i) + "/"),
        i => WithOutput(i, "slow", File(i)) with { Pools = [new PoolUse(Pool.Name, 1)] },
        i => WithOutput(i, "slow", File(i)) with { Pools = [new PoolUse(Pool.Name, 1)] },
        i => WithOutput(i, "plain", File(i)) with { DoneWhen = new Condition.Exists([new HostPath(File(i))]), OnSuccess = [Id(i + 5)] },
        i => WithOutput(i, "fails", File(i)) with { Retries = new RetryPolicy(1, TimeSpan.FromMilliseconds(5), 1) },
        i => WithOutput(i, "hangs", File(i)) with { Retries = new RetryPolicy(1, TimeSpan.Zero, 1), Timeout = TimeSpan.FromMilliseconds(300) },
        i => new Target { Id = Id(i), Needs = Needs(i) },
        i => Bare(i, "plain", "-"),
        i => Bare(i, "plain", "-") with { Needs = [] },
        i => WithOutput(i, "fails", File(i)) with { OnFailure = [Id(i + 1)] },
        i => Bare(i, "plain", "-") with { Needs = [] },
        i => Ensure(i, Name(i)),
        i => Ensure(i, Name(i - 1)),
        i => WithOutput(i, "plain", File(i)) with { Inputs = i < Width ? [] : [File(i - Width)] },
        i => WithOutput(i, "slow", File(i)),
    ];

    /// <summary>Makes the plan.</summary>
    /// <param name="count">How many targets; a multiple of twenty.</param>
    /// <param name="backend">Runs all of them; <c>both</c> gives every other one to each.</param>
    public static Plan Create(int count, string backend)
    {
        IEnumerable<Target> targets = Enumerable.Range(0, count).Select(i => _columns[i % Width](i) with { Backend = BackendOf(i, backend) });
        return new Plan
        {
            Targets = [Group(count), .. targets],
            Defaults = [new TargetId(Everything)],
            Pools = [Pool],
        };
    }

    private static string BackendOf(int index, string backend) => backend != "both" ? backend : index / 2 % 2 == 0 ? "daemonize" : "local";

    // What is activated by others is not asked for.
    private static Target Group(int count) => new()
    {
        Id = new TargetId(Everything),
        Needs = [.. Enumerable.Range(0, count).Where(i => i % Width is not (13 or 15)).Select(Id)],
    };

    private static Target Bare(int index, string kind, string output) => new()
    {
        Id = Id(index),
        Needs = Needs(index),
        Steps = [Run(kind, output)],
    };

    private static Target WithOutput(int index, string kind, string output) => Bare(index, kind, output) with { Outputs = [output.TrimEnd('/')] };

    private static Target Ensure(int index, string what) => Bare(index, "same", what) with
    {
        Needs = index % 2 == 0 ? Needs(index) : [],
        DoneWhen = new Condition.Exists([new HostPath("same/" + what)]),
    };

    private static ValueList<TargetId> Needs(int index) =>
        index < Width ? [] : [Id(Above(index, 0)), Id(Above(index, 1)), Id(Above(index, 4))];

    // One of the first twelve columns of the layer before.
    private static int Above(int index, int shift) => (((index / Width) - 1) * Width) + ((index + shift) % 12);

    private static Step.Exec Run(string kind, string output) => new(["sh", JobScript.Path, kind, output]) { Name = kind is "first" or "last" ? kind : "" };

    private static TargetId Id(int index) => new(Name(index));

    private static string File(int index) => "out/" + Name(index);

    private static string Name(int index) => "t" + index.ToString("00000", CultureInfo.InvariantCulture);
}
