namespace Ketrew.Sdk.Testing.Judging;

/// <summary>What an assertion about expansions needs: that there are some.</summary>
internal static class Remembered
{
    /// <summary>The same expansion.</summary>
    /// <exception cref="StanzaAssertionException">There is no custom stanza, or one came to no result: nothing of it would be remembered.</exception>
    public static Expansion Check(Expansion expansion)
    {
        if (expansion.Uses.Count == 0)
        {
            throw new StanzaAssertionException($"there is no custom stanza to look at\n\n{expansion.Errors}".TrimEnd());
        }

        return expansion.Uses.All(use => use.Record is not null)
            ? expansion
            : throw new StanzaAssertionException($"a stanza came to no result, so there is nothing to remember\n\n{expansion.Errors}".TrimEnd());
    }
}
