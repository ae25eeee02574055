using System.Text.Json.Serialization;

namespace Ketrew.Sdk.Planning;

/// <summary>One process of a target.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "step")]
[JsonDerivedType(typeof(Shell), "shell")]
[JsonDerivedType(typeof(Exec), "exec")]
public abstract record Step
{
    private Step()
    {
    }

    /// <summary>What to call it in the log; empty when the target has one step only.</summary>
    public string Name { get; init; } = "";

    /// <summary>Text for a shell.</summary>
    /// <param name="Text">The script.</param>
    /// <param name="Interpreter">The program that takes the script as its last argument. Default of the language: <c>sh -eu -c</c>.
    /// Empty in an emitted stanza only, where it means the shell of the target.</param>
    public sealed record Shell(string Text, ValueList<string> Interpreter = default) : Step;

    /// <summary>A program with its arguments, without a shell.</summary>
    /// <param name="Arguments">The program (looked up in <c>PATH</c> unless it holds a <c>/</c>) and its arguments; at least one.</param>
    public sealed record Exec(ValueList<string> Arguments) : Step;
}
