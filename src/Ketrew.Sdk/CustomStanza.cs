using Ketrew.Sdk.Syntax;

namespace Ketrew.Sdk;

/// <summary>Any stanza by its name, resolved among the emitting plugin's own stanzas first, then where the emitting stanza stands.</summary>
/// <param name="Name">A custom stanza, or a vanilla one.</param>
/// <param name="Fields">What a user would write below the name; paths relative to the directory it is emitted into.</param>
public sealed record CustomStanza(string Name, Node Fields) : EmittedStanza
{
    /// <summary>A stanza whose fields are named.</summary>
    /// <param name="name">A custom stanza, or a vanilla one.</param>
    /// <param name="fields">Names with values: <c>("texts", "*.txt"), ("top", 3)</c>.</param>
    public CustomStanza(string name, params ReadOnlySpan<(string Name, Node Value)> fields)
        : this(name, Node.Mapping(fields))
    {
    }

    /// <inheritdoc/>
    public override string Kind => Name;

    /// <inheritdoc/>
    public override Node ToFields(ProjectPath directory) => Fields;
}
