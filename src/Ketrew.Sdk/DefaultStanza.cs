using Ketrew.Sdk.Syntax;

namespace Ketrew.Sdk;

/// <summary>Adds to what is built when nobody names a target.</summary>
/// <param name="Targets">Targets: <c>name</c> in the same directory, <c>directory:name</c> elsewhere.</param>
public sealed record DefaultStanza(ValueList<string> Targets) : EmittedStanza
{
    /// <inheritdoc/>
    public override string Kind => "default";

    /// <inheritdoc/>
    public override Node ToFields(ProjectPath directory) => Node.List([.. Targets.Select(Node.String)]);
}
