using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Language.Decoding;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Planning;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Language.Vanilla;

/// <summary>The fields of <c>target</c> and <c>group</c>.</summary>
internal static class TargetStanzas
{
    private static readonly string[] _waysToRun = ["run", "exec", "steps"];

    private static readonly Decoder<ValueList<Located<string>>> _arguments = Decoders.ListOf<string>(Decoders.Text);

    private static readonly Decoder<ValueList<Located<TargetId>>> _references = Decoders.ListOf<TargetId>(NameDecoders.Reference);

    /// <summary>Which targets count as one.</summary>
    public static Decoder<Equivalence> Equivalence { get; } =
        Decoders.OneOf(("same-condition", Sdk.Planning.Equivalence.SameCondition), ("none", Sdk.Planning.Equivalence.None));

    /// <summary>The name of a backend; whether there is one is found out when all files are read.</summary>
    public static Decoder<string> Backend { get; } = Decoders.SomeText("write `backend: local`");

    /// <summary>Higher goes first.</summary>
    public static Decoder<int> Priority { get; } = Decoders.WholeNumber("a priority", -1_000_000, 1_000_000);

    private static readonly FieldSchema<TargetDraft> _targetSchema = CommonTo(new FieldSchema<TargetDraft>("`target`"))
        .Field<ValueList<Located<NamedValue>>>("metadata", NamedValueDecoder.Metadata, (draft, metadata) => draft.Metadata = metadata.Value)
        .Field("inputs", Decoders.ListOf<Input>(Input.Decode), (draft, inputs) => (draft.Inputs, draft.InputsNode) = (inputs.Value, inputs.Node))
        .Field("outputs", Decoders.ListOf<ProjectPath>(PathDecoders.Output), (draft, outputs) => draft.Outputs = outputs.Value)
        .Field<Step>("run", StepDecoder.Run, (draft, step) => draft.Steps = [step.Value])
        .Field<Step>("exec", StepDecoder.Exec, (draft, step) => draft.Steps = [step.Value])
        .Field<ValueList<Step>>("steps", StepDecoder.Steps, (draft, steps) => draft.Steps = steps.Value)
        .Field<ValueList<string>>("shell", Shell, (draft, shell) => draft.Shell = shell.Value)
        .Field<ProjectPath>("directory", PathDecoders.Path, (draft, directory) => draft.Directory = directory.Value)
        .Field<ValueList<Located<NamedValue>>>("environment", NamedValueDecoder.Environment, (draft, variables) => draft.Environment = variables.Value)
        .Field<ProjectPath>("stdin", PathDecoders.Path, (draft, path) => draft.StandardInput = path)
        .Field<ProjectPath>("stdout", PathDecoders.Path, (draft, path) => draft.StandardOutput = path)
        .Field<bool>("always", Decoders.Boolean, (draft, always) => draft.Always = always.Value)
        .Field<TimeSpan>("timeout", DurationDecoder.Decode, (draft, timeout) => draft.Timeout = timeout.Value)
        .Field<RetryPolicy>("retries", RetriesDecoder.Decode, (draft, retries) => draft.Retries = retries.Value)
        .Field<bool>("keep_failed_outputs", Decoders.Boolean, (draft, keep) => draft.KeepFailedOutputs = keep.Value)
        .Field<Condition>("done_when", ConditionDecoder.Decode, (draft, condition) => draft.DoneWhen = condition.Value)
        .Field("equivalence", Equivalence, (draft, equivalence) => draft.Equivalence = equivalence.Value)
        .Field("backend", Backend, (draft, backend) => draft.Backend = backend)
        .Field<ValueList<Located<PoolUse>>>("pools", PoolDecoders.Uses, (draft, pools) => draft.Pools = pools.Value)
        .Field("priority", Priority, (draft, priority) => draft.Priority = priority.Value)
        .Later("remove it; every target runs on this machine", "host", "container", "resources");

    private static readonly FieldSchema<TargetDraft> _groupSchema = CommonTo(new FieldSchema<TargetDraft>("`group`"));

    /// <summary>Reads the fields of a <c>target</c>.</summary>
    public static bool DecodeTarget(StanzaNode stanza, TargetDraft draft, DecodeContext context)
    {
        int problems = context.ProblemCount;
        _targetSchema.Decode(stanza.Fields, draft, context, stanza.KindSpan);
        if (stanza.Fields is MappingNode mapping)
        {
            CheckWaysToRun(stanza, mapping, draft, context);
            CheckCondition(mapping, draft, context);
        }

        return context.ProblemCount == problems;
    }

    /// <summary>Reads the fields of a <c>group</c>.</summary>
    public static bool DecodeGroup(StanzaNode stanza, TargetDraft draft, DecodeContext context) =>
        _groupSchema.Decode(stanza.Fields, draft, context, stanza.KindSpan);

    /// <summary>An interpreter: a program and the arguments before the script.</summary>
    public static bool Shell(Node node, DecodeContext context, out ValueList<string> value)
    {
        bool isGood = _arguments(node, context, out ValueList<Located<string>> arguments);
        value = arguments.Select(argument => argument.Value).ToValueList();
        return isGood && ((!value.IsEmpty && value[0].Length > 0)
            || context.Report(Problem.Empty(node, "`shell`", "write `shell: [bash, -eu, -c]`")));
    }

    private static FieldSchema<TargetDraft> CommonTo(FieldSchema<TargetDraft> schema) => schema
        .Field<string>("name", NameDecoders.Name, (draft, name) => draft.Name = name)
        .Field<string>("description", Decoders.Text, (draft, description) => draft.Description = description.Value)
        .Field("tags", Decoders.ListOf<string>(Decoders.SomeText("remove it")), (draft, tags) => draft.Tags = tags.Value)
        .Field("needs", _references, (draft, needs) => draft.Needs = needs.Value)
        .Field("on_success", _references, (draft, others) => draft.OnSuccess = others.Value)
        .Field("on_failure", _references, (draft, others) => draft.OnFailure = others.Value)
        .Require("name", "write `name: something`");

    private static void CheckWaysToRun(StanzaNode stanza, MappingNode mapping, TargetDraft draft, DecodeContext context)
    {
        FieldNode? first = null;
        foreach (FieldNode field in mapping.Fields.AsSpan())
        {
            if (!_waysToRun.Contains(field.Name))
            {
                continue;
            }

            if (first is not null)
            {
                context.Report(Problem.Exclusive(field.NameSpan, first.Name, field.Name));
            }

            first ??= field;
        }

        if (first is null && (!draft.Outputs.IsEmpty || draft.StandardOutput is not null))
        {
            context.Report(Problem.OutputsWithoutRun(stanza.KindSpan, draft.Name?.Value ?? VanillaStanza.Target));
        }
    }

    // What would mean nothing, or contradict itself, is no field to pass over in silence.
    private static void CheckCondition(MappingNode mapping, TargetDraft draft, DecodeContext context)
    {
        bool hasCondition = mapping["done_when"] is not null;
        if (hasCondition && draft.Always)
        {
            context.Report(Problem.AlwaysWithCondition(NameSpan(mapping, "always")));
        }

        if (!hasCondition && draft.Equivalence is not null)
        {
            context.Report(Problem.MissingField(NameSpan(mapping, "equivalence"), "done_when", "`equivalence`", "add `done_when: …`, or remove `equivalence`"));
        }
    }

    private static SourceSpan? NameSpan(MappingNode mapping, string name) => mapping.Fields.FirstOrDefault(field => field.Name == name)?.NameSpan;
}
