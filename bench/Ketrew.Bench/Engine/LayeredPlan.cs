using System.Globalization;
using Ketrew.Sdk;
using Ketrew.Sdk.Planning;

namespace Ketrew.Bench.Engine;

/// <summary>N targets in layers of √N, each needing two of the layer before.</summary>
internal static class LayeredPlan
{
    /// <param name="count">How many targets.</param>
    /// <param name="withFiles">True when they read and write files, so that files must be looked at; false when they only need each other.</param>
    public static Plan Create(int count, bool withFiles)
    {
        int width = (int)Math.Sqrt(count);
        return new Plan { Targets = [.. Enumerable.Range(0, count).Select(index => CreateTarget(index, width, withFiles))] };
    }

    private static Target CreateTarget(int index, int width, bool withFiles)
    {
        (int layer, int column) = Math.DivRem(index, width);
        int[] needs = layer == 0 ? [] : [((layer - 1) * width) + column, ((layer - 1) * width) + ((column + 1) % width)];
        return new Target
        {
            Id = new TargetId(Name(index)),
            Needs = withFiles ? [] : [.. needs.Select(need => new TargetId(Name(need)))],
            Inputs = withFiles ? [.. needs.Select(need => ProjectPath.Parse("out/" + Name(need)))] : [],
            Outputs = withFiles ? [ProjectPath.Parse("out/" + Name(index))] : [],
            Steps = [new Step.Shell($"echo {index} > out/{Name(index)}", ["sh", "-eu", "-c"])],
        };
    }

    private static string Name(int index) => "t" + index.ToString("000000", CultureInfo.InvariantCulture);
}
