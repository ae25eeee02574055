using System.Diagnostics.CodeAnalysis;
using Ketrew.Expander.Diagnostics;
using Ketrew.Sdk;
using Ketrew.Sdk.Describing;
using Ketrew.Sdk.Planning;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Language.Decoding;

/// <summary>What stands below <c>done_when</c>: one condition, or a list of which all must hold.</summary>
/// <remarks>Whoever asks for the same gets equal conditions, however they wrote it: nested lists are one list, of one condition there is no list,
/// keys have a fixed order, paths are sorted. Shell commands come without interpreter; lowering adds the one in force.</remarks>
internal static class ConditionDecoder
{
    private const string TypeName = "condition";
    private const string Example = "write `done_when: { exists: path/to/file }`";

    private static readonly Decoder<ValueList<Located<HostPath>>> _paths = Decoders.ListOf(PathDecoders.OnHost);
    private static readonly Decoder<(FieldNode Field, long Value)[]> _sizes = Decoders.MapOf("paths with sizes", SizeDecoder.Decoder);
    private static readonly Decoder<ValueList<Located<string>>> _arguments = Decoders.ListOf(Decoders.Text);
    private static readonly Decoder<ValueList<Located<Condition>>> _list = Decoders.ListOf(new Decoder<Condition>(One, new FieldType.Reference(TypeName)), takesMappings: true);

    private static readonly FieldSchema<Draft> _schema = new FieldSchema<Draft>("`done_when`")
        .Field("exists", new Decoder<Condition>(Exists, _paths.Type), "Holds when all these files or directories are there; links count as what they lead to.", (draft, exists) => draft.Exists = exists.Value)
        .Field("size", new Decoder<ValueList<Condition>>(Sizes, _sizes.Type), "Holds when each file has at least that size: `{ a.db: 4096, b.db: 8GiB }`.", (draft, sizes) => draft.Sizes = sizes.Value)
        .Field("command", new Decoder<Step>(Command, _arguments.Type), "Holds when a script for the target's shell, or a program with its arguments (`[test, -s, a.db]`), ends with exit code 0. It must change nothing.", (draft, step) => draft.Command = step.Value)
        .Field("returns", Decoders.WholeNumber("an exit code", 0, 255), "With `command`: the exit code that is wanted.", (draft, code) => draft.Returns = code.Value, preset: 0)
        .Field("all", new Decoder<Condition>(Read, new FieldType.Reference(TypeName)), "Holds when all conditions of a list do.", (draft, all) => draft.All = all.Value)
        .Field("never", new Decoder<bool>(Never, Decoders.Boolean.Type), "Never holds beforehand, so that the target always runs: `true`. Says nothing afterwards.", (draft, _) => draft.Never = true);

    /// <summary>Reads a condition.</summary>
    public static Decoder<Condition> Decoder { get; } = new(Read, new FieldType.Reference(TypeName));

    /// <summary>What a condition may be; it may hold others.</summary>
    public static NamedType Type { get; } = new(TypeName, new FieldType.Shapes(_schema.Type, new FieldType.List(new FieldType.Reference(TypeName)), _schema.Type));

    private static bool Read(Node node, DecodeContext context, [MaybeNullWhen(false)] out Condition value)
    {
        value = null;
        if (node is not SequenceNode)
        {
            return One(node, context, out value);
        }

        if (!_list.Decode(node, context, out ValueList<Located<Condition>> conditions))
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
        bool isGood = _paths.Decode(node, context, out ValueList<Located<HostPath>> paths);
        value = new Condition.Exists(paths.Select(path => path.Value).Distinct().OrderBy(path => path.Value, StringComparer.Ordinal).ToValueList());
        return isGood && (!paths.IsEmpty || context.Report(Problem.Empty(node, "`exists`", "write `exists: path/to/file`")));
    }

    private static bool Sizes(Node node, DecodeContext context, out ValueList<Condition> value)
    {
        int problems = context.ProblemCount;
        List<Condition.Size> sizes = [];
        foreach ((FieldNode field, long size) in _sizes.Decode(node, context, out (FieldNode, long)[]? items) ? items : [])
        {
            if (PathDecoders.OnHost.Decode(new ScalarNode(field.Name, ScalarKind.Text, field.NameSpan), context, out HostPath path))
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

        if (!_arguments.Decode(node, context, out ValueList<Located<string>> words))
        {
            return false;
        }

        value = node is SequenceNode ? new Step.Exec(words.Select(word => word.Value).ToValueList()) : new Step.Shell(words[0].Value);
        return (!words.IsEmpty && !string.IsNullOrWhiteSpace(words[0].Value)) || context.Report(Problem.Empty(node, "`command`", Hint));
    }

    private static bool Never(Node node, DecodeContext context, out bool value) =>
        Decoders.Boolean.Decode(node, context, out value) && (value || context.Report(Problem.NeverIsFalse(node)));

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
