using System.CommandLine;
using Ketrew.CommandLine.Output;
using Ketrew.Expander.Caching.Maintenance;

namespace Ketrew.CommandLine.Verbs;

/// <summary><c>ketrew cache verify</c>: is everything that is remembered what it was when it was written?</summary>
internal sealed class CacheVerifyVerb : Verb
{
    public CacheVerifyVerb(Session session)
        : base("verify", "Read everything that is remembered; exit with 1 when something is damaged", session)
    {
        AddCacheOption();
        AddProjectOptions(withFile: false);
    }

    public override IReadOnlyList<(string Command, string Meaning)> Examples { get; } =
        [("ketrew cache verify", "names damaged files; they are never used, and `ketrew cache prune` removes them")];

    protected override Task<int> RunAsync(ParseResult parsed)
    {
        CacheMaintenance cache = new(CacheDirectoryOf(parsed));
        IReadOnlyList<string> damaged = cache.FindDamaged();
        foreach (string file in damaged)
        {
            Terminal.Print($"damaged: {file}");
        }

        if (damaged.Count > 0)
        {
            Terminal.PrintError($"{StateText.Count(damaged.Count, "damaged file")}; what is damaged was never used", "ketrew cache prune");
            return Task.FromResult(ExitCode.Failed);
        }

        Terminal.Print($"{StateText.Count(cache.Contents().Sum(content => content.Count), "result")}, all whole");
        return Task.FromResult(ExitCode.Done);
    }
}
