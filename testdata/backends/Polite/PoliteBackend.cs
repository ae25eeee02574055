using Greeting;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Polite;

/// <summary>A backend that is made of another plugin's.</summary>
[Backend("polite")]
public sealed class PoliteBackend(BackendContext context) : GreetingBackend(context)
{
    public override ValueList<QueryDescription> Queries => [.. base.Queries, new QueryDescription("made", "how many backends that greet there are in the process")];

    public override Task<QueryAnswer> QueryAsync(QueriedAttempt attempt, string query, CancellationToken cancellationToken) => query == "made"
        ? Task.FromResult<QueryAnswer>(new QueryAnswer.Rows(new DataTable(["made", "by"], [[$"{Made}", Name]])))
        : base.QueryAsync(attempt, query, cancellationToken);
}
