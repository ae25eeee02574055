using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Language.Decoding;
using Ketrew.Sdk;
using Ketrew.Sdk.Describing;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Planning;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Language.Vanilla;

/// <summary>The fields of <c>target</c> and <c>group</c>.</summary>
internal static class TargetStanzas
{
    private static readonly string[] _waysToRun = ["run", "exec", "steps"];

    private static readonly Decoder<ValueList<Located<string>>> _arguments = Decoders.ListOf(Decoders.Text);

    private static readonly Decoder<ValueList<Located<TargetId>>> _references = Decoders.ListOf(NameDecoders.Reference);

    /// <summary>Which targets count as one.</summary>
    public static Decoder<Equivalence> Equivalence { get; } =
        Decoders.OneOf(("same-condition", Sdk.Planning.Equivalence.SameCondition), ("none", Sdk.Planning.Equivalence.None));

    /// <summary>The name of a backend; whether there is one is found out when all files are read.</summary>
    public static Decoder<string> Backend { get; } = Decoders.SomeText("write `backend: local`");

    /// <summary>The name of a host, or an address; whether there is one is found out when all files are read.</summary>
    public static Decoder<string> Host { get; } = Decoders.SomeText("write `host: ssh://user@machine/scratch`");

    /// <summary>Higher goes first.</summary>
    public static Decoder<int> Priority { get; } = Decoders.WholeNumber("a priority", -1_000_000, 1_000_000);

    /// <summary>An interpreter: a program and the arguments before the script.</summary>
    public static Decoder<ValueList<string>> Shell { get; } = new(ReadShell, _arguments.Type);

    private static readonly FieldSchema<TargetDraft> _targetSchema = CommonTo(new FieldSchema<TargetDraft>("`target`"))
        .Field("metadata", NamedValueDecoder.Metadata, "Whatever is worth keeping. `link` names a file worth opening: its address is printed after a successful run.", (draft, metadata) => draft.Metadata = metadata.Value)
        .Field("inputs", Decoders.ListOf(Input.Decoder), "What is read: paths and patterns, `[src/main.c, \"src/*.h\", \"!src/old\"]`. The output of another target makes that one a need.", (draft, inputs) => (draft.Inputs, draft.InputsNode) = (inputs.Value, inputs.Node))
        .Field("outputs", Decoders.ListOf(PathDecoders.Output), "Files or directories that are written. No patterns. Directories above them are made.", (draft, outputs) => draft.Outputs = outputs.Value)
        .Field("run", StepDecoder.Run, "A script for the shell: `run: sort a > b`. Excludes `exec` and `steps`.", (draft, step) => draft.Steps = [step.Value])
        .Field("exec", StepDecoder.Exec, "A program and its arguments, no shell: `exec: [sort, -o, b, a]`. Excludes `run` and `steps`.", (draft, step) => draft.Steps = [step.Value])
        .Field("steps", StepDecoder.Steps, "Several, one after the other until one fails: `[make a, { name: test, run: ./a }, { exec: [strip, a] }]`.", (draft, steps) => draft.Steps = steps.Value)
        .Field("shell", Shell, "What takes a script as its last argument: `[bash, -euo, pipefail, -c]`.", (draft, shell) => draft.Shell = shell.Value, preset: Node.List("sh", "-eu", "-c"))
        .Field("directory", PathDecoders.Path, "The working directory; it must exist. Default: that of the stanza.", (draft, directory) => draft.Directory = directory.Value)
        .Field("environment", NamedValueDecoder.Environment, "Variables that are added to the base set: `{ LC_ALL: C }`.", (draft, variables) => draft.Environment = variables.Value)
        .Field("stdin", PathDecoders.Path, "A file given as standard input. Counts as an input.", (draft, path) => draft.StandardInput = path)
        .Field("stdout", PathDecoders.Path, "A file that takes standard output of all steps. Counts as an output.", (draft, path) => draft.StandardOutput = path)
        .Field("always", Decoders.Boolean, "Run every time.", (draft, always) => draft.Always = always.Value, preset: false)
        .Field("timeout", DurationDecoder.Decoder, "How long one attempt may take, all its steps together: `2h30m`. Default: for ever.", (draft, timeout) => draft.Timeout = timeout.Value)
        .Field("retries", RetriesDecoder.Decoder, "Whether to try again: `3`, or `{ count: 3, delay: 10s, factor: 2 }`.", (draft, retries) => draft.Retries = retries.Value, preset: 0)
        .Field("keep_failed_outputs", Decoders.Boolean, "Leave what a failed attempt wrote where it is.", (draft, keep) => draft.KeepFailedOutputs = keep.Value, preset: false)
        .Field("done_when", ConditionDecoder.Decoder, "What tells that there is nothing to do, and afterwards that it was done: `{ exists: /data/raw.csv }`. Default: inputs and outputs tell.", (draft, condition) => draft.DoneWhen = condition.Value)
        .Field("equivalence", Equivalence, "Whether targets that ensure one condition are one target. Only with `done_when`.", (draft, equivalence) => draft.Equivalence = equivalence.Value, preset: "same-condition")
        .Field("backend", Backend, "What runs it: `local`, `daemonize` to let attempts go on when Ketrew ends, or one of the workflow's `backends`.", (draft, backend) => draft.Backend = backend)
        .Field("host", Host, "Where it runs: one of the workflow's `hosts`, or an address: `ssh://user@machine/scratch`.", (draft, host) => draft.Host = host)
        .Field("container", ContainerDecoder.Decoder, "What its steps run in: an image, or `{ image: alpine, volumes: [/data] }`.", (draft, container) => draft.Container = container.Value)
        .Field("resources", ResourcesDecoder.Decoder, "What it asks of the machine that runs it: `{ cpus: 4, memory: 8GiB, gpus: 1, time: 2h30m }`.", (draft, resources) => draft.Resources = resources.Value)
        .Field("pools", PoolDecoders.Uses, "What it takes of the pools while it runs: `[license]`, or `{ memory: 8 }`.", (draft, pools) => draft.Pools = pools.Value)
        .Field("priority", Priority, "Of those that could run, the higher goes first; may be negative.", (draft, priority) => draft.Priority = priority.Value, preset: 0);

    private static readonly FieldSchema<TargetDraft> _groupSchema = CommonTo(new FieldSchema<TargetDraft>("`group`"));

    /// <summary>What a <c>target</c> may hold.</summary>
    public static FieldType TargetType => _targetSchema.Type;

    /// <summary>What a <c>group</c> may hold.</summary>
    public static FieldType GroupType => _groupSchema.Type;

    /// <summary>True for a field of a <c>target</c>, available or not.</summary>
    /// <param name="field">As written by users.</param>
    public static bool Knows(string field) => _targetSchema.Knows(field);

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

    private static bool ReadShell(Node node, DecodeContext context, out ValueList<string> value)
    {
        bool isGood = _arguments.Decode(node, context, out ValueList<Located<string>> arguments);
        value = arguments.Select(argument => argument.Value).ToValueList();
        return isGood && ((!value.IsEmpty && value[0].Length > 0)
            || context.Report(Problem.Empty(node, "`shell`", "write `shell: [bash, -eu, -c]`")));
    }

    private static FieldSchema<TargetDraft> CommonTo(FieldSchema<TargetDraft> schema) => schema
        .Field("name", NameDecoders.Name, "Unique in its directory; other targets and the command line call it by this.", (draft, name) => draft.Name = name)
        .Field("description", Decoders.Text, "For people.", (draft, description) => draft.Description = description.Value)
        .Field("tags", Decoders.ListOf(Decoders.SomeText("remove it")), "For `ketrew run tag:nightly`. Those of `defaults` are added.", (draft, tags) => draft.Tags = tags.Value)
        .Field("needs", _references, "What must succeed first: `name`, `directory:name`. Writers of `inputs` need not be named.", (draft, needs) => draft.Needs = needs.Value)
        .Field("on_success", _references, "Targets that are activated once this one is done; what becomes of them means nothing to it.", (draft, others) => draft.OnSuccess = others.Value)
        .Field("on_failure", _references, "Targets that are activated once this one failed, was killed, or can't run for what it needs.", (draft, others) => draft.OnFailure = others.Value)
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
