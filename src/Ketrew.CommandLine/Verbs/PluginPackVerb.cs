using System.CommandLine;
using Ketrew.CommandLine.Plugins;

namespace Ketrew.CommandLine.Verbs;

/// <summary><c>ketrew plugin pack</c>: a package as one file.</summary>
internal sealed class PluginPackVerb : Verb
{
    private readonly Argument<string?> _folder = new("DIR") { Description = "The package's folder (default: the working directory)", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _output = new("--output", "-o") { Description = "Where the file goes (default: the working directory)", HelpName = "DIR" };

    public PluginPackVerb(Session session)
        : base("pack", "Make a NuGet package of a plugin package", session)
    {
        Add(_folder);
        Add(_output);
    }

    public override IReadOnlyList<(string Command, string Meaning)> Examples { get; } =
    [
        ("ketrew plugin pack", "acme.jobs.0.1.0.nupkg, with projects as they were built"),
        ("ketrew plugin pack acme.jobs -o feed", "into a folder that `install --source` takes"),
    ];

    protected override async Task<int> RunAsync(ParseResult parsed)
    {
        PluginFolder folder = PluginFolder.Find(parsed.GetValue(_folder));
        if (await folder.GatherAsync(Session) is not { } contents)
        {
            return ExitCode.BadInput;
        }

        string output = parsed.GetValue(_output) ?? ".";
        string packed = await new PackagePacker(new DotnetClient(Session.Signals.Stop)).PackAsync(contents, Path.GetFullPath(output));
        Terminal.Print(Path.Combine(output == "." ? "" : output, Path.GetFileName(packed)));
        return ExitCode.Done;
    }
}
