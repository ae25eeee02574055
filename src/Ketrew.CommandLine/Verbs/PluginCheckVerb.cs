using System.CommandLine;
using Ketrew.CommandLine.Output;
using Ketrew.CommandLine.Plugins;
using Ketrew.CommandLine.Projects;

namespace Ketrew.CommandLine.Verbs;

/// <summary><c>ketrew plugin check</c>: is a package fit to be passed on?</summary>
internal sealed class PluginCheckVerb : Verb
{
    private readonly Argument<string?> _folder = new("DIR") { Description = "The package's folder (default: the working directory)", Arity = ArgumentArity.ZeroOrOne };

    public PluginCheckVerb(Session session)
        : base("check", "Check a plugin package: documentation, example, determinism", session) => Add(_folder);

    public override IReadOnlyList<(string Command, string Meaning)> Examples { get; } =
    [
        ("ketrew plugin check", "a line per thing; exit code 1 when something is wrong"),
        ("ketrew plugin check acme.jobs", "another folder"),
    ];

    protected override async Task<int> RunAsync(ParseResult parsed)
    {
        PluginFolder folder = PluginFolder.Find(parsed.GetValue(_folder));
        FindingPrinter printer = new(Terminal, "WRONG");
        bool isFit = true;
        await foreach (Finding finding in new PackageCheckup(Session, folder).ExamineAsync())
        {
            isFit &= finding.IsWell;
            printer.Print(finding);
        }

        return isFit ? ExitCode.Done : ExitCode.Failed;
    }
}
