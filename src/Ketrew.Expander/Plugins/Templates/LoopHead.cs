using System.Text.RegularExpressions;
using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Language.Decoding;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Plugins.Templates;

/// <summary>What stands behind <c>for</c>: <c>name in names</c>, or <c>key, value in object</c>.</summary>
/// <param name="Key">The first of two variables; null for one.</param>
/// <param name="Item">The variable.</param>
/// <param name="Offset">Where the expression begins.</param>
internal sealed partial record LoopHead(string? Key, string Item, int Offset)
{
    /// <summary>Reads one; null when it is none, which has been reported.</summary>
    public static LoopHead? Read(Node node, DecodeContext context)
    {
        Match match = Pattern().Match((node as ScalarNode)?.Text ?? "");
        if (!match.Success)
        {
            context.Report(TemplateProblem.BadLoop(node));
            return null;
        }

        int problems = context.ProblemCount;
        Group second = match.Groups["second"];
        VariableName.Check(match.Groups["first"].Value, node.Span, context);
        if (second.Success)
        {
            VariableName.Check(second.Value, node.Span, context);
        }

        if (match.Groups["rest"].Value.StartsWith("{{", StringComparison.Ordinal))
        {
            context.Report(TemplateProblem.Braces(node, match.Groups["rest"].Value));
        }

        return context.ProblemCount > problems ? null
            : second.Success ? new LoopHead(match.Groups["first"].Value, second.Value, match.Groups["rest"].Index)
            : new LoopHead(null, match.Groups["first"].Value, match.Groups["rest"].Index);
    }

    /// <summary>Says whether a condition is an expression without braces; false when it has been reported.</summary>
    public static bool CheckExpression(Node node, DecodeContext context) => node switch
    {
        ScalarNode { Kind: not ScalarKind.Null } scalar when scalar.Text.TrimStart().StartsWith("{{", StringComparison.Ordinal) => context.Report(TemplateProblem.Braces(node, scalar.Text.Trim())),
        ScalarNode { Kind: not ScalarKind.Null } => true,
        _ => context.Report(Problem.WrongType(node, "an expression", "write `if: top > 3`")),
    };

    [GeneratedRegex(@"^\s*(?<first>[^\s,]+)\s*(?:,\s*(?<second>[^\s,]+)\s*)?\sin\s+(?<rest>.+)$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Pattern();
}
