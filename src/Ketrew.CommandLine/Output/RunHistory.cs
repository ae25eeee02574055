using System.Globalization;
using System.Text;
using Ketrew.CommandLine.Projects;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;

namespace Ketrew.CommandLine.Output;

/// <summary>The latest runs, a line each.</summary>
/// <param name="Runs">The latest first, each with whether it goes on.</param>
/// <param name="Now">When that is said.</param>
internal sealed record RunHistory(ValueList<(RunRecord Run, RunProgress Progress)> Runs, DateTimeOffset Now)
{
    /// <summary>A table for people.</summary>
    public string ToText(MomentText moments)
    {
        if (Runs.IsEmpty)
        {
            return "nothing was run yet\n";
        }

        StringBuilder text = new();
        text.Append("   run  started              took       ended    targets\n");
        foreach ((RunRecord run, RunProgress progress) in Runs)
        {
            string took = run.Duration is { } duration ? StateText.Describe(duration) : "";
            string counts = RunText.Counts(run.Counts) is { Length: > 0 } known ? known : StateText.Count(run.TargetCount, "target");
            text.Append(CultureInfo.InvariantCulture, $"{run.Run,6}  {moments.Full(run.Started)}  {took,-9}  {RunText.Verdict(run, progress),-7}  {counts}\n");
        }

        return text.ToString();
    }

    /// <summary>The same for programs: an object with <c>runs</c>.</summary>
    public string ToJson() => JsonText.Of(writer =>
    {
        writer.WriteStartArray("runs");
        foreach ((RunRecord run, RunProgress progress) in Runs)
        {
            writer.WriteStartObject();
            RunJson.WriteFields(writer, run, progress, Now);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });
}
