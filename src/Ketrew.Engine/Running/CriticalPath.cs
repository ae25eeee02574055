using Ketrew.Engine.Planning;
using Ketrew.Sdk;

namespace Ketrew.Engine.Running;

/// <summary>How long the longest chain of work is that begins with a target: those with the longest go first.</summary>
internal static class CriticalPath
{
    /// <summary>Seconds by target index. What never ran counts as much as the average of what did, so depth decides.</summary>
    public static double[] Lengths(Selection selection, ValueList<TimeSpan?> durations)
    {
        double average = durations.Where(duration => duration is not null).Select(duration => duration!.Value.TotalSeconds).DefaultIfEmpty(1).Average();
        double[] lengths = new double[selection.Graph.Count];
        for (int i = selection.Targets.Count - 1; i >= 0; i--)
        {
            int target = selection.Targets[i];
            double longest = 0;
            foreach (int dependent in selection.Graph.Dependents(target))
            {
                longest = Math.Max(longest, lengths[dependent]);
            }

            lengths[target] = longest + (durations[target]?.TotalSeconds ?? average);
        }

        return lengths;
    }
}
