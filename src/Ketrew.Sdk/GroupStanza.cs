using Ketrew.Sdk.Syntax;

namespace Ketrew.Sdk;

/// <summary>A target without work: done when its needs are.</summary>
/// <param name="Name">Unique in its directory.</param>
public sealed record GroupStanza(string Name) : EmittedStanza
{
    /// <summary>Targets: <c>name</c> in the same directory, <c>directory:name</c> elsewhere.</summary>
    public ValueList<string> Needs { get; init; }

    /// <summary>What it is for; empty when nobody says.</summary>
    public string Description { get; init; } = "";

    /// <summary>Words to select it by.</summary>
    public ValueList<string> Tags { get; init; }

    /// <summary>Targets to activate once it is done, named as in <see cref="Needs"/>.</summary>
    public ValueList<string> OnSuccess { get; init; }

    /// <summary>Targets to activate once one of its needs failed, named as in <see cref="Needs"/>.</summary>
    public ValueList<string> OnFailure { get; init; }

    /// <inheritdoc/>
    public override string Kind => "group";

    /// <inheritdoc/>
    public override Node ToFields(ProjectPath directory) => new FieldWriter(directory)
        .Text("name", Name)
        .Text("description", Description)
        .Texts("tags", Tags)
        .Texts("needs", Needs)
        .Texts("on_success", OnSuccess)
        .Texts("on_failure", OnFailure)
        .ToNode();
}
