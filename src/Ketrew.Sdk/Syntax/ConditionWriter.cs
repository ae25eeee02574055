using System.Diagnostics;
using System.Globalization;
using Ketrew.Sdk.Planning;

namespace Ketrew.Sdk.Syntax;

/// <summary>Writes a condition in the words of the language.</summary>
/// <param name="directory">What paths are written relative to.</param>
internal sealed class ConditionWriter(ProjectPath directory)
{
    /// <summary>What stands below <c>done_when</c>.</summary>
    public Node Write(Condition condition) =>
        condition is Condition.All all ? Node.List([.. all.Conditions.Select(Part)]) : Part(condition);

    private Node Part(Condition condition) => condition switch
    {
        Condition.Exists exists => Node.Mapping(("exists", Node.List([.. exists.Paths.Select(path => Node.String(PathText(path)))]))),
        Condition.Size size => Node.Mapping(("size", Node.Mapping((PathText(size.Path), Bytes(size.AtLeastBytes))))),
        Condition.Command { Returns: 0 } command => Node.Mapping(("command", Command(command.Step))),
        Condition.Command command => Node.Mapping(("command", Command(command.Step)), ("returns", command.Returns)),
        Condition.All all => Node.Mapping(("all", Write(all))),
        Condition.Never => Node.Mapping(("never", true)),
        _ => throw new UnreachableException(),
    };

    // A script for another interpreter than the target's is a program with the script as its last argument.
    private static Node Command(Step step) => step switch
    {
        Step.Shell { Interpreter.IsEmpty: true } shell => shell.Text,
        Step.Shell shell => Words(shell.Interpreter.Add(shell.Text)),
        Step.Exec exec => Words(exec.Arguments),
        _ => throw new UnreachableException(),
    };

    private static Node Words(ValueList<string> words) => Node.List([.. words.Select(Node.String)]);

    private static ScalarNode Bytes(long size) => new(size.ToString(CultureInfo.InvariantCulture), ScalarKind.Integer);

    // As in outputs, wildcards are escaped; a `~` in front would be taken for a home directory.
    private string PathText(HostPath path)
    {
        string text = GlobSyntax.Escape(path.RelativeTo(directory));
        return text.StartsWith('~') ? $"./{text}" : text;
    }
}
