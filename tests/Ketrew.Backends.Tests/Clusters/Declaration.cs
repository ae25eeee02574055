using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Backends.Tests.Clusters;

/// <summary>What backends on clusters are made of in tests.</summary>
internal static class Declaration
{
    /// <param name="kind">Which backend.</param>
    /// <param name="playgrounds">Absolute path of the directory that holds playgrounds.</param>
    /// <param name="settings">Of the declaration: <c>queue: short</c> or <c>options: [-p, 7]</c>, a line each.</param>
    public static BackendContext Of(string kind, string playgrounds, params string[] settings) => new()
    {
        Name = kind,
        Settings = new BackendSettings(new MappingNode([.. settings.Select(Field)]), $"the backend `{kind}`"),
        PlaygroundRoot = playgrounds,
        BaseEnvironment = Contract.Bench.BaseSet,
        MachineName = "testhost",
    };

    private static FieldNode Field(string line) =>
        line.Split(": ", 2) is [var name, var value] ? new FieldNode(name, Value(value)) : throw new ArgumentException(line, nameof(line));

    private static Node Value(string text) => text is ['[', .. var items, ']']
        ? new SequenceNode([.. items.Split(", ").Select(item => new ScalarNode(item, ScalarKind.Text))])
        : new ScalarNode(text, ScalarKind.Text);
}
