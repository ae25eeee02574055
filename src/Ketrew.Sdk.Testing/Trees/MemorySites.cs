using Ketrew.Expander.Globbing;
using Ketrew.Expander.Packages;
using Ketrew.Sdk.Observations;

namespace Ketrew.Sdk.Testing.Trees;

/// <summary>The files of sites, whoever adds them.</summary>
internal sealed class MemorySites
{
    private readonly SortedDictionary<SiteName, SortedDictionary<ProjectPath, string>> _sites = [];

    /// <summary>Adds a file, or replaces it.</summary>
    public void Put(SiteName site, ProjectPath path, string text)
    {
        if (!_sites.TryGetValue(site, out SortedDictionary<ProjectPath, string>? files))
        {
            _sites.Add(site, files = []);
        }

        files[path] = text;
    }

    /// <summary>The answer to a question about a site; null for any other question.</summary>
    public Answer? Ask(Question question) => question switch
    {
        Question.SiteText asked => Ask(new SiteName(asked.Package, asked.Site), files => files.TryGetValue(asked.Path, out string? text) ? new Answer.Text(text) : new Answer.Missing()),
        Question.SiteFiles asked => Ask(new SiteName(asked.Package, asked.Site), files => new Answer.Items(files.Keys.Where(new GlobMatcher(asked.Pattern).IsMatch).Select(path => path.Value).ToValueList())),
        _ => null,
    };

    /// <summary>The same files, to be changed by themselves.</summary>
    public MemorySites Copy()
    {
        MemorySites copy = new();
        foreach ((SiteName site, SortedDictionary<ProjectPath, string> files) in _sites)
        {
            copy._sites.Add(site, new SortedDictionary<ProjectPath, string>(files));
        }

        return copy;
    }

    private Answer Ask(SiteName site, Func<SortedDictionary<ProjectPath, string>, Answer> ask) => _sites.TryGetValue(site, out SortedDictionary<ProjectPath, string>? files)
        ? ask(files)
        : new Answer.Refused($"the project doesn't say what is in the site `{site}`: `project.Site(\"{site.Package}\", \"{site.Site}\", …, …)`");
}
