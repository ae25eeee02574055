using Ketrew.Sdk.Syntax;

namespace Ketrew.Sdk;

/// <summary>One process of a <see cref="TargetStanza"/>. Give one of <see cref="Run"/> and <see cref="Exec"/>.</summary>
public sealed record StepFields
{
    /// <summary>What to call it in the log; empty means its number.</summary>
    public string Name { get; init; } = "";

    /// <summary>Text for the shell.</summary>
    public string? Run { get; init; }

    /// <summary>A program and its arguments, without a shell.</summary>
    public ValueList<string> Exec { get; init; }

    internal Node ToNode(ProjectPath directory) =>
        new FieldWriter(directory).Text("name", Name).Text("run", Run).Texts("exec", Exec).ToNode();
}
