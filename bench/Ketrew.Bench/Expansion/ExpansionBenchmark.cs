using Ketrew.Bench.Measuring;

namespace Ketrew.Bench.Expansion;

/// <summary>Measures <c>ketrew expand</c> over many custom stanzas.</summary>
/// <param name="program">Absolute path of the executable.</param>
/// <param name="runner">Who looks at the clock.</param>
internal sealed class ExpansionBenchmark(string program, ProgramRunner runner)
{
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(2);

    private static readonly (string Name, Action<ExpansionProject, int> Prepare)[] _cases =
    [
        ("cold", (project, _) => project.Forget()),
        ("no change", (_, _) => { }),
        ("one stanza edited", (project, round) => project.EditStanza(round)),
        ("one answer in 100 changed", (project, round) => project.ChangeAnswer(round)),
    ];

    /// <summary>What is measured, in this order.</summary>
    public static IReadOnlyList<string> Cases { get; } = [.. _cases.Select(@case => @case.Name)];

    /// <summary>Measures all cases, round after round.</summary>
    /// <param name="project">What is expanded; exists already.</param>
    /// <param name="rounds">Samples for each case.</param>
    /// <param name="table">Has a column for each case.</param>
    /// <param name="row">The row of the project.</param>
    public void Measure(ExpansionProject project, int rounds, Table table, string row)
    {
        for (int round = 1; round <= rounds; round++)
        {
            Console.Error.WriteLine($"{row}, round {round} of {rounds}");
            foreach ((string name, Action<ExpansionProject, int> prepare) in _cases)
            {
                prepare(project, round);
                MeasureOnce(project, table[row, name]);
            }
        }
    }

    private void MeasureOnce(ExpansionProject project, Cell cell)
    {
        try
        {
            if (runner.Measure([program, "expand"], project.Folder, _limit) is not { } sample)
            {
                cell.Problem = "too slow";
                return;
            }

            int made = ProgramRunner.OutputOf(project.Folder).Count(line => line.Contains("name: made-", StringComparison.Ordinal));
            cell.Problem ??= made == project.Size ? null : $"made {made} of {project.Size}";
            cell.Add(sample);
        }
        catch (ProgramFailedException exception)
        {
            Console.Error.WriteLine(exception.Message);
            cell.Problem = "failed";
        }
    }
}
