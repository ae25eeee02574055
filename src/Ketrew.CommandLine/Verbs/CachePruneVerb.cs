using System.CommandLine;
using Ketrew.CommandLine.Output;
using Ketrew.Expander.Caching.Maintenance;

namespace Ketrew.CommandLine.Verbs;

/// <summary><c>ketrew cache prune</c>: forgets what is old or damaged.</summary>
internal sealed class CachePruneVerb : Verb
{
    private readonly Option<int> _results = new("--keep") { Description = "How many results of one stanza with one set of fields stay (default: 10)", HelpName = "N", DefaultValueFactory = _ => 10 };
    private readonly Option<int> _days = new("--days") { Description = "Files that were written longer ago go (default: 30)", HelpName = "N", DefaultValueFactory = _ => 30 };

    public CachePruneVerb(Session session)
        : base("prune", "Forget old results, old files and what is damaged", session)
    {
        Add(_results);
        Add(_days);
        AddCacheOption();
        AddProjectOptions(withFile: false);
        foreach (Option<int> option in new[] { _results, _days })
        {
            option.Validators.Add(result =>
            {
                if (result.Tokens is [var token] && (!int.TryParse(token.Value, out int number) || number is < 0 or > 1_000_000))
                {
                    result.AddError($"`{token.Value}` is no number from 0 to 1000000");
                }
            });
        }
    }

    public override IReadOnlyList<(string Command, string Meaning)> Examples { get; } =
    [
        ("ketrew cache prune", "ten results of each stanza stay, and what was written in the last 30 days"),
        ("ketrew cache prune --keep 1 --days 0", "the last result of each stanza, and nothing else"),
    ];

    protected override Task<int> RunAsync(ParseResult parsed)
    {
        DateTimeOffset limit = TimeProvider.System.GetUtcNow() - TimeSpan.FromDays(parsed.GetValue(_days));
        long freed = new CacheMaintenance(CacheDirectoryOf(parsed)).Prune(parsed.GetValue(_results), limit);
        Terminal.Print($"{ByteText.Of(Math.Max(0, freed))} less");
        return Task.FromResult(ExitCode.Done);
    }
}
