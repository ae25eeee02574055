using System.Globalization;
using Ketrew.Engine.Running;
using Ketrew.Sdk.Planning;

namespace Ketrew.Engine.Harness;

/// <summary>What the harness is asked to run, as one line: <c>run key=value …</c>, no blank in a value.</summary>
internal sealed record RunRequest
{
    /// <summary>Absolute path of the project.</summary>
    public required string Directory { get; init; }

    /// <summary><c>storm:COUNT:BACKEND</c> (see <see cref="StormPlan"/>), or <c>small:TARGETS</c> (see <see cref="SmallPlan"/>).</summary>
    public required string Plan { get; init; }

    /// <summary>Absolute path of the playgrounds of daemonized attempts.</summary>
    public required string Playground { get; init; }

    /// <summary>How many attempts may run at once.</summary>
    public int Jobs { get; init; } = 6;

    /// <summary>Where to die; null to live on.</summary>
    public RunPoint? DiesAt { get; init; }

    /// <summary>At which occurrence of that point in this run; from 1.</summary>
    public int Occurrence { get; init; } = 1;

    /// <summary>After how many started targets the last of them is asked to end; 0 for never.</summary>
    public int KillsAfter { get; init; }

    /// <summary>After how many started targets the run is asked to stop; 0 for never.</summary>
    public int StopsAfter { get; init; }

    /// <summary>The request as a line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"run directory={Directory} plan={Plan} playground={Playground} jobs={Jobs} dies={DiesAt}:{Occurrence} kills={KillsAfter} stops={StopsAfter}");

    /// <summary>Reads such a line.</summary>
    public static RunRequest Parse(string line)
    {
        Dictionary<string, string> values = line.Split(' ').Skip(1).Select(word => word.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        string[] death = values["dies"].Split(':');
        return new RunRequest
        {
            Directory = values["directory"],
            Plan = values["plan"],
            Playground = values["playground"],
            Jobs = Number(values["jobs"]),
            DiesAt = death[0].Length == 0 ? null : Enum.Parse<RunPoint>(death[0]),
            Occurrence = Number(death[1]),
            KillsAfter = Number(values["kills"]),
            StopsAfter = Number(values["stops"]),
        };
    }

    /// <summary>Makes the plan.</summary>
    public Plan CreatePlan() => Plan.Split(':') switch
    {
        ["storm", var count, var backend] => StormPlan.Create(Number(count), backend),
        ["small", var targets] => SmallPlan.Create(targets),
        _ => throw new FormatException($"There is no plan {Plan}."),
    };

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
