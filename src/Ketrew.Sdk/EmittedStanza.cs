using Ketrew.Sdk.Syntax;

namespace Ketrew.Sdk;

/// <summary>A stanza that a plugin makes: <see cref="TargetStanza"/>, <see cref="GroupStanza"/>, <see cref="DefaultStanza"/> or a <see cref="CustomStanza"/>.</summary>
public abstract record EmittedStanza
{
    private protected EmittedStanza()
    {
    }

    /// <summary>What a user would write for it: the name of the kind.</summary>
    public abstract string Kind { get; }

    /// <summary>What a user would write below the kind, in a workflow file of a directory.</summary>
    /// <param name="directory">What paths are written relative to.</param>
    public abstract Node ToFields(ProjectPath directory);
}
