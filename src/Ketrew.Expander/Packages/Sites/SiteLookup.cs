using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Globbing;
using Ketrew.Expander.Observations;
using Ketrew.Expander.Packages.Manifests;
using Ketrew.Expander.Packages.Resolving;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Observations;
using EntryKind = Ketrew.Sdk.Observations.EntryKind;

namespace Ketrew.Expander.Packages.Sites;

/// <summary>Answers questions about sites. Which directory a file came from is no part of an answer: that differs from machine to machine.</summary>
/// <param name="resolution">Which packages are in use.</param>
internal sealed class SiteLookup(PackageResolution resolution)
{
    // As for files of the project.
    private const long LimitBytes = 64 * 1024 * 1024;

    private readonly SiteDirectories _directories = new(resolution);
    private readonly Dictionary<Question, Answer> _answers = [];

    /// <summary>Answers a question, always the same in one run.</summary>
    /// <param name="question">About a site.</param>
    public Answer Ask(Question question)
    {
        if (!_answers.TryGetValue(question, out Answer? answer))
        {
            answer = question switch
            {
                Question.SiteText asked => Find(new SiteName(asked.Package, asked.Site), asked.Path),
                Question.SiteFiles asked => List(new SiteName(asked.Package, asked.Site), asked.Pattern),
                _ => throw new InvalidOperationException($"`{question}` is no question about a site."),
            };
            _answers.Add(question, answer);
        }

        return answer;
    }

    private Answer Find(SiteName site, ProjectPath path)
    {
        if (Refuse(site) is { } refused)
        {
            return refused;
        }

        SiteLayer? layer = _directories.Of(site).FirstOrDefault(layer => layer.Find(path) is not null);
        return layer?.Find(path) is not { } file ? new Answer.Missing()
            : layer.FindTwin(path) is { } twin ? Clash(site, file, twin)
            : Read(site, file, resolution.Library.Looking);
    }

    private Answer List(SiteName site, GlobPattern pattern)
    {
        if (Refuse(site) is { } refused)
        {
            return refused;
        }

        GlobMatcher matcher = new(pattern);
        SortedSet<ProjectPath> names = [];
        foreach (SiteLayer layer in _directories.Of(site))
        {
            names.UnionWith(layer.Files.Select(file => file.Name).Where(matcher.IsMatch));
        }

        return new Answer.Items(names.Select(name => name.Value).ToValueList());
    }

    private Answer.Refused? Refuse(SiteName site)
    {
        PackageManifest? manifest = _directories.Packages.FirstOrDefault(folder => folder.Name == site.Package)?.Manifest;
        if (manifest is null)
        {
            return new Answer.Refused($"there is no package `{site.Package}` whose site `{site.Site}` could be asked: `ketrew plugin install {site.Package}`");
        }

        return manifest.Sites.Any(defined => defined.Name == site.Site) ? null : new Answer.Refused($"package `{site.Package}` defines no site `{site.Site}`{Proposal(site.Site, manifest)}");
    }

    private static string Proposal(string site, PackageManifest manifest) =>
        NearestName.Of(site, manifest.Sites.Select(defined => defined.Name)) is { } nearest ? $": did you mean `{nearest}`?" : "";

    private static Answer.Refused Clash(SiteName site, SiteFile file, SiteFile twin) => new(PackageProblem.SiteClash(site, file, twin).Message);

    private static Answer Read(SiteName site, SiteFile file, Action<Sight, string> looking)
    {
        // Through a link out of its package it would be anything on this machine.
        DiskTree package = new(file.Root, looking);
        Place place = new PathLocator(package).Locate(file.Path);
        if (place.Kind == EntryKind.DanglingLink)
        {
            return new Answer.Refused($"`{file.Name}` of `{site}` is a link that leads nowhere, or out of its package");
        }

        looking(Sight.File, place.RealPath);
        FileContent content = FileContent.Read(package, file.Name, place, LimitBytes);
        return content.Bytes is not { } bytes ? content.Problem!
            : FileContent.TextOf(bytes) is { } text ? new Answer.Text(text)
            : new Answer.Refused($"`{file.Name}` of `{site}` isn't UTF-8 text");
    }
}
