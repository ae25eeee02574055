using System.CommandLine;
using Ketrew.CommandLine.Output;
using Ketrew.CommandLine.Plugins;
using Ketrew.CommandLine.Projects;
using Ketrew.Expander;
using Ketrew.Expander.Packages.Listing;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.CommandLine.Verbs;

/// <summary><c>ketrew plugin list</c>: which packages there are, or which stanzas may be used in a directory.</summary>
internal sealed class PluginListVerb : Verb
{
    private readonly Option<string?> _at = new("--at") { Description = "List the stanzas that may be used in this directory instead, and who defines them", HelpName = "DIR" };
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object" };

    public PluginListVerb(Session session)
        : base("list", "List plugin packages, or the stanzas in scope in a directory", session)
    {
        Add(_at);
        Add(_json);
        AddProjectOptions(withFile: true);
    }

    public override IReadOnlyList<(string Command, string Meaning)> Examples { get; } =
    [
        ("ketrew plugin list", "installed packages and those under development: stanzas, or what is wrong"),
        ("ketrew plugin list --at parts/a", "what may be used there, where it is declared, what it hides"),
    ];

    protected override async Task<int> RunAsync(ParseResult parsed)
    {
        if (parsed.GetValue(_at) is { } typed)
        {
            return await ListStanzasAsync(parsed, Locate(parsed), typed);
        }

        ExpanderOptions options = PackagePlaces.Find(DirectoryOf(parsed), FileOf(parsed)).OptionsFor(Session);
        PackageTable table = new(await PackageListing.PackagesAsync(options, Session.Signals.Stop), options.Root);
        Terminal.Write(parsed.GetValue(_json) ? table.ToJson() : table.ToText());
        return ExitCode.Done;
    }

    private async Task<int> ListStanzasAsync(ParseResult parsed, ProjectLocation location, string typed)
    {
        ProjectPath directory = location.DirectoryAt(typed, Path.GetFullPath(DirectoryOf(parsed) ?? "."));
        StanzaListing listing = await StanzaListing.AtAsync(Workflow.OptionsFor(Session, location), directory, Session.Signals.Stop);
        new DiagnosticPrinter(Terminal, location.Root).Print([.. listing.Diagnostics]);
        StanzaTable table = new(directory, listing.Stanzas);
        Terminal.Write(parsed.GetValue(_json) ? table.ToJson() : table.ToText());
        return listing.Diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error) ? ExitCode.BadInput : ExitCode.Done;
    }
}
