namespace Ketrew.Expander.Hosting;

/// <summary>An expansion does something without end.</summary>
/// <param name="limit">Which limit it met.</param>
/// <param name="value">The limit.</param>
internal sealed class ExpansionLimitException(ExpansionLimit limit, long value) : Exception($"The limit of {value} {limit} was met.")
{
    public ExpansionLimit Limit { get; } = limit;

    public long Value { get; } = value;
}
