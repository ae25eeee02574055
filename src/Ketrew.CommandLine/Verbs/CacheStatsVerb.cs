using System.CommandLine;
using System.Globalization;
using Ketrew.CommandLine.Output;
using Ketrew.Expander.Caching.Maintenance;

namespace Ketrew.CommandLine.Verbs;

/// <summary><c>ketrew cache stats</c>: what is remembered, and how much room it takes.</summary>
internal sealed class CacheStatsVerb : Verb
{
    public CacheStatsVerb(Session session)
        : base("stats", "Say what is remembered, and how much room it takes", session)
    {
        AddCacheOption();
        AddProjectOptions(withFile: false);
    }

    public override IReadOnlyList<(string Command, string Meaning)> Examples { get; } =
    [
        ("ketrew cache stats", "of this project"),
        ("ketrew cache stats --cache-directory /srv/ketrew", "of a directory that several share"),
    ];

    protected override Task<int> RunAsync(ParseResult parsed)
    {
        string directory = CacheDirectoryOf(parsed);
        IReadOnlyList<CacheContent> contents = new CacheMaintenance(directory).Contents();
        Terminal.Print(directory);
        Terminal.Write(Columns.Of([.. contents.Select(content => new[] { "", content.Kind, content.Count.ToString(CultureInfo.InvariantCulture), ByteText.Of(content.Bytes) })]));
        return Task.FromResult(ExitCode.Done);
    }
}
