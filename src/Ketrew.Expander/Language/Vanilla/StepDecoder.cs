using System.Diagnostics.CodeAnalysis;
using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Language.Decoding;
using Ketrew.Sdk;
using Ketrew.Sdk.Describing;
using Ketrew.Sdk.Planning;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Language.Vanilla;

/// <summary>What a target runs. Shell steps come without interpreter; lowering adds the one in force.</summary>
internal static class StepDecoder
{
    private static readonly Decoder<ValueList<Located<string>>> _arguments = Decoders.ListOf(Decoders.Text);

    /// <summary><c>run</c>: text for the shell.</summary>
    public static Decoder<Step> Run { get; } = new(ReadRun, new FieldType.Text { Pattern = @"\S", Wanted = "a script" });

    /// <summary><c>exec</c>: a program with its arguments.</summary>
    public static Decoder<Step> Exec { get; } = new(ReadExec, new FieldType.Shapes(new FieldType.Bare(), new FieldType.List(Decoders.Text.Type), null));

    private static readonly FieldSchema<Draft> _schema = new FieldSchema<Draft>("a step")
        .Field("name", Decoders.SomeText("leave the name out"), "What its log is called.", (draft, name) => draft.Name = name.Value)
        .Field("run", Run, "A script for the shell: `run: sort a > b`.", (draft, step) => draft.Run = step)
        .Field("exec", Exec, "A program and its arguments, no shell: `exec: [sort, -o, b, a]`.", (draft, step) => draft.Exec = step);

    private static readonly Decoder<ValueList<Located<Step>>> _list =
        Decoders.ListOf(new Decoder<Step>(One, new FieldType.Shapes(Run.Type, null, _schema.Type)), takesMappings: true);

    /// <summary><c>steps</c>: a list of scripts, and of mappings with <c>run</c> or <c>exec</c>, and <c>name</c>.</summary>
    public static Decoder<ValueList<Step>> Steps { get; } = new(ReadSteps, _list.Type);

    private static bool ReadRun(Node node, DecodeContext context, [MaybeNullWhen(false)] out Step value)
    {
        value = null;
        if (!Decoders.Text.Decode(node, context, out string? text))
        {
            return false;
        }

        value = new Step.Shell(text, []);
        return !string.IsNullOrWhiteSpace(text) || context.Report(Problem.Empty(node, "a script", "leave `run` out, or write `run: \"true\"`"));
    }

    private static bool ReadExec(Node node, DecodeContext context, [MaybeNullWhen(false)] out Step value)
    {
        value = null;
        if (node is ScalarNode { Kind: ScalarKind.Text } scalar)
        {
            string[] words = scalar.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return context.Report(Problem.ExecIsAList(node, string.Join(", ", words)));
        }

        if (!_arguments.Decode(node, context, out ValueList<Located<string>> arguments))
        {
            return false;
        }

        if (arguments.IsEmpty || arguments[0].Value.Length == 0)
        {
            return context.Report(Problem.Empty(node, "`exec`", "write the program first: `exec: [echo, hello]`"));
        }

        value = new Step.Exec(arguments.Select(argument => argument.Value).ToValueList());
        return true;
    }

    private static bool ReadSteps(Node node, DecodeContext context, out ValueList<Step> value)
    {
        bool isGood = _list.Decode(node, context, out ValueList<Located<Step>> steps);
        value = steps.Select((step, index) => step.Value.Name.Length > 0 || steps.Count == 1 ? step.Value : step.Value with { Name = $"step {index + 1}" })
            .ToValueList();
        return isGood && (value.Count > 0 || context.Report(Problem.Empty(node, "`steps`", "leave `steps` out, or write `- run: …`")));
    }

    private static bool One(Node node, DecodeContext context, [MaybeNullWhen(false)] out Step value)
    {
        value = null;
        if (node is ScalarNode { Kind: not ScalarKind.Null })
        {
            return ReadRun(node, context, out value);
        }

        Draft draft = new();
        int problems = context.ProblemCount;
        if (!_schema.Decode(node, draft, context))
        {
            return false;
        }

        if (draft is { Run: not null, Exec: { } both })
        {
            return context.Report(Problem.Exclusive(FieldName(node, "exec") ?? both.Span, "run", "exec"));
        }

        value = (draft.Run ?? draft.Exec)?.Value;
        if (value is null)
        {
            return context.ProblemCount > problems
                || context.Report(Problem.MissingField(node.Span, "run", "a step", "write `run: …`, or `exec: […]`"));
        }

        value = value with { Name = draft.Name };
        return true;
    }

    private static Sdk.Diagnostics.SourceSpan? FieldName(Node node, string name) =>
        (node as MappingNode)?.Fields.FirstOrDefault(field => field.Name == name)?.NameSpan;

    private sealed class Draft
    {
        public string Name = "";
        public Located<Step>? Run;
        public Located<Step>? Exec;
    }
}
