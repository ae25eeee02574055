namespace Ketrew.Engine.Checking;

/// <summary>One difference from a target's last success.</summary>
/// <param name="Kind">What differs.</param>
/// <param name="Name">The file, variable, step or target; empty when the kind says it all.</param>
/// <param name="Old">What it was; empty when it was not there.</param>
/// <param name="New">What it is; empty when it is not there.</param>
public sealed record StaleReason(StaleKind Kind, string Name, string Old, string New)
{
    /// <summary>One line for people: <c>input src/a.cs changed (sha256 12ab34cd -&gt; 98fe76dc)</c>.</summary>
    public override string ToString() => StaleTexts.Of(this);
}
