using System.CommandLine;
using Ketrew.CommandLine.Output;
using Ketrew.CommandLine.Plugins;
using Ketrew.Expander;
using Ketrew.Expander.Packages.Listing;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.CommandLine.Verbs;

/// <summary><c>ketrew plugin which</c>: which package defines a stanza.</summary>
internal sealed class PluginWhichVerb : Verb
{
    private readonly Argument<string> _stanza = new("STANZA") { Description = "A stanza: `acme.k8s.service`, or the last word of it" };
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object" };

    public PluginWhichVerb(Session session)
        : base("which", "Show which packages define a stanza", session)
    {
        Add(_stanza);
        Add(_json);
        AddProjectOptions(withFile: true);
    }

    public override IReadOnlyList<(string Command, string Meaning)> Examples { get; } =
    [
        ("ketrew plugin which acme.k8s.service", "its package, version, prefix and folder; what would be used first"),
        ("ketrew plugin which service", "of all packages that have a stanza of that name"),
    ];

    protected override async Task<int> RunAsync(ParseResult parsed)
    {
        string stanza = parsed.GetValue(_stanza) ?? "";
        ExpanderOptions options = PackagePlaces.Find(DirectoryOf(parsed), FileOf(parsed)).OptionsFor(Session);
        ValueList<ListedPackage> all = await PackageListing.PackagesAsync(options, Session.Signals.Stop);
        ValueList<ListedPackage> found = all.Where(package => package.Stanzas.Any(name => IsMeant(name, stanza))).OrderByDescending(package => package.IsPreferred).ToValueList();
        if (found.IsEmpty)
        {
            IEnumerable<string> known = all.SelectMany(package => package.Stanzas).SelectMany(name => new[] { name, LastWord(name) });
            throw new InputException($"no plugin package defines `{stanza}`", NearestName.Of(stanza, known) is { } nearest ? $"did you mean `{nearest}`?" : "ketrew plugin list");
        }

        PackageTable table = new(found, options.Root);
        Terminal.Write(parsed.GetValue(_json) ? table.ToJson() : table.ToFolders());
        return ExitCode.Done;
    }

    private static bool IsMeant(string name, string typed) => name == typed || LastWord(name) == typed;

    private static string LastWord(string name) => name[(name.LastIndexOf('.') + 1)..];
}
