using System.CommandLine;
using System.Runtime.InteropServices;
using Ketrew.CommandLine.Output;
using Ketrew.CommandLine.Projects;

namespace Ketrew.CommandLine.Verbs;

/// <summary><c>ketrew doctor</c>: is everything there that ketrew needs?</summary>
internal sealed class DoctorVerb : Verb
{
    public DoctorVerb(Session session)
        : base("doctor", "Check that everything ketrew needs is there", session) => AddProjectOptions(withFile: false);

    public override IReadOnlyList<(string Command, string Meaning)> Examples { get; } = [("ketrew doctor", "a line per thing, and what to do where one is missing")];

    protected override async Task<int> RunAsync(ParseResult parsed)
    {
        Terminal.Print($"        ketrew {ProductVersion.Text} on {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}");
        bool healthy = true;
        FindingPrinter printer = new(Terminal, "MISSING");
        await foreach (Finding finding in new Checkup(() => Locate(parsed), !Session.Linked.IsEmpty, Session.Signals.Stop).ExamineAsync())
        {
            healthy &= finding.IsWell || finding.IsOptional;
            printer.Print(finding);
        }

        return healthy ? ExitCode.Done : ExitCode.Surroundings;
    }
}
