using Ketrew.Sdk.Observations;

namespace Ketrew.Expander.Caching;

/// <summary>What the cache says to a key.</summary>
internal abstract record CacheLookup
{
    private CacheLookup()
    {
    }

    /// <summary>All answers are what they were.</summary>
    /// <param name="Record">The expansion to use again.</param>
    public sealed record Hit(ExpansionRecord Record) : CacheLookup;

    /// <summary>A question has another answer than ever before.</summary>
    /// <param name="Before">The question, with the answer of the last expansion.</param>
    /// <param name="Now">Today's answer.</param>
    public sealed record Changed(Observation Before, Answer Now) : CacheLookup;

    /// <summary>A target has to be brought up to date before it can be told.</summary>
    /// <param name="Asked">What can't be answered yet.</param>
    public sealed record Late(Observation Asked) : CacheLookup;

    /// <summary>The stanza, its fields or its plugin were never seen.</summary>
    public sealed record Unknown : CacheLookup;
}
