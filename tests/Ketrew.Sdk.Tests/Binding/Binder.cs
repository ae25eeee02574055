using Ketrew.Sdk.Binding;
using Ketrew.Sdk.Protocol;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Sdk.Tests.Binding;

/// <summary>Short ways to bind something in a test.</summary>
internal static class Binder
{
    public static Node Text(string text) => Node.String(text);

    public static Node Null { get; } = new ScalarNode("", ScalarKind.Null);

    public static Node Float(string text) => new ScalarNode(text, ScalarKind.Float);

    public static Node Integer(string text) => new ScalarNode(text, ScalarKind.Integer);

    /// <summary>What a node becomes, in a directory <c>sub</c>; fails when there is a problem.</summary>
    public static T Bind<T>(Node node)
    {
        (object? value, string problems) = TryBind<T>(node);
        Assert.Equal("", problems);
        return (T)value!;
    }

    /// <summary>One line for each problem; fails when there is none.</summary>
    public static string Problems<T>(Node node)
    {
        (object? value, string problems) = TryBind<T>(node);
        Assert.Null(value);
        return problems;
    }

    private static (object? Value, string Problems) TryBind<T>(Node node)
    {
        List<StanzaDiagnostic> problems = [];
        bool bound = new FieldBinder("sub", problems.Add).TryBind(node, typeof(T), FieldPath.Stanza, out object? value);
        Assert.Equal(bound, problems.Count == 0);
        return (bound ? value : null, string.Join('\n', problems.Select(problem => $"{problem.Code} at `{problem.At}`: {problem.Message} [{problem.Hint}]")));
    }
}
