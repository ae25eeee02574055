using System.Runtime.Versioning;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Tests.Contract;

/// <summary>What can be asked of a backend, and of its attempts.</summary>
[UnsupportedOSPlatform("windows")]
public abstract class QueryContractTests<TBackend> : ContractTests<TBackend>
    where TBackend : IBackend
{
    [Fact]
    public async Task Every_query_is_answered_while_an_attempt_runs()
    {
        AttemptReference reference = await Work.StartAsync(Work.NewAttempt(Bench.Shell("echo ready; sleep 1000")), "ready");

        Dictionary<string, QueryAnswer> answers = [];
        foreach (QueryDescription query in Work.Backend.Queries.Where(query => query.Name is not ("verdict" or "accounting" or "efficiency")))
        {
            answers[query.Name] = await AskAsync(reference, query.Name);
        }

        Assert.NotEmpty(answers);
        Assert.Contains("ready", Assert.IsType<QueryAnswer.Text>(answers["log"]).Content, StringComparison.Ordinal);
        Assert.All(answers.Values.OfType<QueryAnswer.Rows>(), rows => Assert.All(rows.Content.Rows, row => Assert.Equal(rows.Content.Columns.Count, row.Count)));
    }

    [Fact]
    public void Queries_have_names_that_can_be_typed_and_meanings()
    {
        Assert.All(Work.Backend.Queries, query => Assert.Matches("^[a-z][a-z-]*$", query.Name));
        Assert.All(Work.Backend.Queries, query => Assert.NotEmpty(query.Meaning));
        Assert.Equal(Work.Backend.Queries.Count, Work.Backend.Queries.Select(query => query.Name).Distinct().Count());
    }

    [Fact]
    public async Task A_query_that_is_not_there_is_refused_by_its_name()
    {
        AttemptReference reference = new(Work.NewAttempt(Bench.Shell("true")).Id, "");

        BackendException failure = await Assert.ThrowsAsync<BackendException>(() => AskAsync(reference, "weather"));

        Assert.Contains("weather", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_tells_where_attempts_would_run()
    {
        BackendDescription description = await Work.Backend.DescribeAsync(CancellationToken.None);

        Assert.NotEmpty(description.Facts);
        Assert.Empty(description.Problems);
    }

    private async Task<QueryAnswer> AskAsync(AttemptReference reference, string query) =>
        await Work.Backend.QueryAsync(new QueriedAttempt(reference, Work.LogPath(reference.Id.Number), Work.Directory.FullPath), query, CancellationToken.None);
}
