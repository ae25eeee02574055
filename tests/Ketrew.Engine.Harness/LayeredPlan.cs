using System.Globalization;
using Ketrew.Sdk;
using Ketrew.Sdk.Planning;

namespace Ketrew.Engine.Harness;

/// <summary>A plan in layers of twenty: each target needs two of the layer before, takes a moment, and leaves a line behind.</summary>
internal static class LayeredPlan
{
    private const int Width = 20;

    public static Plan Create(int count) => new() { Targets = [.. Enumerable.Range(0, count).Select(CreateTarget)] };

    /// <summary>One target that stops half-way until somebody writes <c>go</c>.</summary>
    public static Plan CreateStuck() => new()
    {
        Targets =
        [
            new Target
            {
                Id = new TargetId("stuck"),
                Outputs = ["out/stuck"],
                Steps =
                [
                    new Step.Shell(
                        "echo half > out/stuck; echo $$ >> began.txt; until test -e go; do sleep 0.01; done; echo whole > out/stuck", ["sh", "-eu", "-c"]),
                ],
            },
        ],
    };

    // The output is there long before the target is done: half-written when the engine dies in between.
    private static Target CreateTarget(int index)
    {
        string output = Output(index);
        string script = $"echo half > {output}; echo {Name(index)} >> began.txt; sleep 0.02; echo whole > {output}; echo {Name(index)} >> ended.txt";
        return new Target
        {
            Id = new TargetId(Name(index)),
            Inputs = index < Width ? [] : [Output(index - Width), Output(((index / Width - 1) * Width) + ((index + 1) % Width))],
            Outputs = [output],
            Steps = [new Step.Shell(script, ["sh", "-eu", "-c"])],
        };
    }

    private static string Name(int index) => "t" + index.ToString("00000", CultureInfo.InvariantCulture);

    private static string Output(int index) => $"out/{Name(index)}";
}
