using System.CommandLine;
using Ketrew.CommandLine.Output;
using Ketrew.CommandLine.Plugins;
using Ketrew.Expander.Packages.Listing;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.CommandLine.Verbs;

/// <summary><c>ketrew sites</c>: where files of sites come from.</summary>
internal sealed class SitesVerb : Verb
{
    private readonly Argument<string?> _site = new("SITE") { Description = "Only this one (`acme.gui:themes`), or those of a package (`acme.gui`)", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object" };

    public SitesVerb(Session session)
        : base("sites", "Show the sites of plugin packages, their directories and files", session)
    {
        Add(_site);
        Add(_json);
        AddProjectOptions(withFile: true);
    }

    public override IReadOnlyList<(string Command, string Meaning)> Examples { get; } =
    [
        ("ketrew sites", "all of them: directories, first hit first, and who put which file there"),
        ("ketrew sites acme.gui:themes --json", "one, for a program"),
    ];

    protected override Task<int> RunAsync(ParseResult parsed)
    {
        ValueList<ListedSite> all = PackageListing.Sites(PackagePlaces.Find(DirectoryOf(parsed), FileOf(parsed)).OptionsFor(Session));
        SiteTable table = new(parsed.GetValue(_site) is { } typed ? Choose(all, typed) : all);
        Terminal.Write(parsed.GetValue(_json) ? table.ToJson() : table.ToText());
        return Task.FromResult(ExitCode.Done);
    }

    private static ValueList<ListedSite> Choose(ValueList<ListedSite> all, string typed)
    {
        ValueList<ListedSite> chosen = all.Where(site => site.Name.ToString() == typed || site.Name.Package == typed).ToValueList();
        string? nearest = chosen.IsEmpty ? NearestName.Of(typed, all.SelectMany(site => new[] { site.Name.ToString(), site.Name.Package })) : null;
        return chosen.IsEmpty
            ? throw new InputException($"no package that is in use defines the site `{typed}`", nearest is null ? "ketrew sites" : $"did you mean `{nearest}`?")
            : chosen;
    }
}
