using System.Diagnostics.CodeAnalysis;
using Ketrew.Expander.Diagnostics;
using Ketrew.Sdk;
using Ketrew.Sdk.Planning;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Language.Decoding;

/// <summary>What stands below <c>done_when</c>: one condition, or a list of which all must hold.</summary>
/// <remarks>Whoever asks for the same gets equal conditions, however they wrote it: nested lists are one list, of one condition there is no list,
/// keys have a fixed order, paths are sorted. Shell commands come without interpreter; lowering adds the one in force.</remarks>
internal static class ConditionDecoder
{
    private const string Example = "write `done_when: { exists: path/to/file }`";

    private static readonly Decoder<ValueList<Located<HostPath>>> _paths = Decoders.ListOf<HostPath>(PathDecoders.OnHost);
    private static readonly Decoder<(FieldNode Field, long Value)[]> _sizes = Decoders.MapOf<long>("paths with sizes", SizeDecoder.Decode);
    private static readonly Decoder<ValueList<Located<string>>> _arguments = Decoders.ListOf<string>(Decoders.Text);
    private static readonly Decoder<ValueList<Located<Condition>>> _list = Decoders.ListOf<Condition>(One, takesMappings: true);

    private static readonly FieldSchema<Draft> _schema = new FieldSchema<Draft>("`done_when`")
        .Field<Condition>("exists", Exists, (draft, exists) => draft.Exists = exists.Value)
        .Field<ValueList<Condition>>("size", Sizes, (draft, sizes) => draft.Sizes = sizes.Value)
        .Field<Step>("command", Command, (draft, step) => draft.Command = step.Value)
        .Field("returns", Decoders.WholeNumber("an exit code", 0, 255), (draft, code) => draft.Returns = code.Value)
        .Field<Condition>("all", Decode, (draft, all) => draft.All = all.Value)
        .Field<bool>("never", Never, (draft, _) => draft.Never = true);

    /// <summary>Reads a condition.</summary>
    public static bool Decode(Node node, DecodeContext context, [MaybeNullWhen(false)] out Condition value)
    {
        value = null;
        if (node is not SequenceNode)
        {
            return One(node, context, out value);
        }

        if (!_list(node, context, out ValueList<Located<Condition>> conditions))
        {
            return false;
        }

        value = Together(conditions.Select(condition => condition.Value));
        return value is not null || context.Report(Problem.Empty(node, "a list of conditions", Example));
    }

    private static bool One(Node node, DecodeContext context, [MaybeNullWhen(false)] out Condition value)
    {
        value = null;
        if (node is not MappingNode mapping)
        {
            return context.Report(Problem.WrongType(node, "a condition", HintFor(node)));
        }

        Draft draft = new();
        if (!_schema.Decode(node, draft, context) || !CheckReturns(mapping, context))
        {
            return false;
        }

        value = Together(draft.Parts());
        return value is not null || context.Report(Problem.Empty(node, "a condition", Example));
    }

    private static string HintFor(Node node) => node is not ScalarNode { Kind: ScalarKind.Text, Text: { Length: > 0 } text } ? Example
        : text.Contains(' ', StringComparison.Ordinal) ? $"write `{{ command: {text} }}`"
        : $"write `{{ exists: {text} }}`";

    private static bool Exists(Node node, DecodeContext context, [MaybeNullWhen(false)] out Condition value)
    {
        bool isGood = _paths(node, context, out ValueList<Located<HostPath>> paths);
        value = new Condition.Exists(paths.Select(path => path.Value).Distinct().OrderBy(path => path.Value, StringComparer.Ordinal).ToValueList());
        return isGood && (!paths.IsEmpty || context.Report(Problem.Empty(node, "`exists`", "write `exists: path/to/file`")));
    }

    private static bool Sizes(Node node, DecodeContext context, out ValueList<Condition> value)
    {
        int problems = context.ProblemCount;
        List<Condition.Size> sizes = [];
        foreach ((FieldNode field, long size) in _sizes(node, context, out (FieldNode, long)[]? items) ? items : [])
        {
            if (PathDecoders.OnHost(new ScalarNode(field.Name, ScalarKind.Text, field.NameSpan), context, out HostPath path))
            {
                sizes.Add(new Condition.Size(path, size));
            }
        }

        value = sizes.Distinct().OrderBy(size => size.Path.Value, StringComparer.Ordinal).ThenBy(size => size.AtLeastBytes).ToValueList<Condition>();
        return context.ProblemCount == problems
            && (sizes.Count > 0 || context.Report(Problem.Empty(node, "`size`", "write `size: { path/to/file: 10KiB }`")));
    }

    private static bool Command(Node node, DecodeContext context, [MaybeNullWhen(false)] out Step value)
    {
        value = null;
        const string Hint = "write `command: test -s file`, or `command: [test, -s, file]`";
        if (node is MappingNode)
        {
            return context.Report(Problem.WrongType(node, "a command", Hint));
        }

        if (!_arguments(node, context, out ValueList<Located<string>> words))
        {
            return false;
        }

        value = node is SequenceNode ? new Step.Exec(words.Select(word => word.Value).ToValueList()) : new Step.Shell(words[0].Value);
        return (!words.IsEmpty && !string.IsNullOrWhiteSpace(words[0].Value)) || context.Report(Problem.Empty(node, "`command`", Hint));
    }

    private static bool Never(Node node, DecodeContext context, out bool value) =>
        Decoders.Boolean(node, context, out value) && (value || context.Report(Problem.NeverIsFalse(node)));

    private static bool CheckReturns(MappingNode mapping, DecodeContext context)
    {
        FieldNode? returns = mapping.Fields.FirstOrDefault(field => field.Name == "returns");
        return returns is null || mapping["command"] is not null
            || context.Report(Problem.MissingField(returns.NameSpan, "command", "`returns`", "add `command: …`, or remove `returns`"));
    }

    private static Condition? Together(IEnumerable<Condition> conditions) =>
        conditions.SelectMany(condition => condition is Condition.All all ? all.Conditions : [condition]).ToValueList() switch
        {
            [] => null,
            [var only] => only,
            var several => new Condition.All(several),
        };

    private sealed class Draft
    {
        public Condition? Exists;
        public ValueList<Condition> Sizes;
        public Step? Command;
        public int Returns;
        public Condition? All;
        public bool Never;

        public IEnumerable<Condition> Parts()
        {
            IEnumerable<Condition?> parts =
                [Exists, .. Sizes, Command is null ? null : new Condition.Command(Command, Returns), All, Never ? new Condition.Never() : null];
            return parts.OfType<Condition>();
        }
    }
}
