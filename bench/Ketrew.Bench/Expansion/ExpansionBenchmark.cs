using Ketrew.Bench.Measuring;

namespace Ketrew.Bench.Expansion;

/// <summary>Measures <c>ketrew expand</c> over many custom stanzas.</summary>
/// <param name="program">Absolute path of the executable.</param>
/// <param name="project">What is expanded; exists already.</param>
internal sealed class ExpansionBenchmark(string program, ExpansionProject project)
{
    /// <summary>The only row of the table.</summary>
    public const string Row = "ketrew expand";

    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(2);

    private static readonly (string Name, Action<ExpansionProject, int> Prepare)[] _cases =
    [
        ("cold", (project, _) => project.Forget()),
        ("no change", (_, _) => { }),
        ("one stanza edited", (project, round) => project.EditStanza(round)),
        ("one answer in 100 changed", (project, round) => project.ChangeAnswer(round)),
    ];

    /// <summary>Measures all cases, round after round.</summary>
    /// <param name="rounds">Samples for each case.</param>
    /// <param name="size">How many stanzas there are, each making one target.</param>
    public Table Measure(int rounds, int size)
    {
        Table table = new([Row], [.. _cases.Select(@case => @case.Name)]);
        for (int round = 1; round <= rounds; round++)
        {
            Console.Error.WriteLine($"{size} stanzas, round {round} of {rounds}");
            foreach ((string name, Action<ExpansionProject, int> prepare) in _cases)
            {
                prepare(project, round);
                MeasureOnce(table[Row, name], size);
            }
        }

        return table;
    }

    private void MeasureOnce(Cell cell, int size)
    {
        try
        {
            if (ProgramRun.Measure(program, ["expand"], project.Folder, _limit) is not { } time)
            {
                cell.Problem = "too slow";
                return;
            }

            int made = ProgramRun.OutputOf(project.Folder).Count(line => line.Contains("name: made-", StringComparison.Ordinal));
            cell.Problem ??= made == size ? null : $"made {made} of {size}";
            cell.Add(time);
        }
        catch (ProgramFailedException exception)
        {
            Console.Error.WriteLine(exception.Message);
            cell.Problem = "failed";
        }
    }
}
