using System.Diagnostics.CodeAnalysis;
using Ketrew.Expander.Language.Decoding;
using Ketrew.Expander.Language.Vanilla;
using Ketrew.Sdk;
using Ketrew.Sdk.Describing;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Language;

/// <summary>The <c>defaults</c> of a workflow file.</summary>
internal static class DefaultsDecoder
{
    private static readonly FieldSchema<Draft> _schema = new FieldSchema<Draft>("`defaults`")
        .Field("shell", TargetStanzas.Shell, "What takes a script as its last argument: `[bash, -euo, pipefail, -c]`.", (draft, shell) => draft.Value = draft.Value with { Shell = From(shell) })
        .Field("timeout", DurationDecoder.Decoder, "How long one attempt may take, all its steps together: `2h30m`.", (draft, timeout) => draft.Value = draft.Value with { Timeout = From(timeout) })
        .Field("retries", RetriesDecoder.Decoder, "Whether to try again: `3`, or `{ count: 3, delay: 10s, factor: 2 }`.", (draft, retries) => draft.Value = draft.Value with { Retries = From(retries) })
        .Field("keep_failed_outputs", Decoders.Boolean, "Leave what a failed attempt wrote where it is.", (draft, keep) => draft.Value = draft.Value with { KeepFailedOutputs = From(keep) })
        .Field("environment", NamedValueDecoder.Environment, "Variables of all commands: `{ LC_ALL: C }`. A nearer file, and the target itself, replace them one by one.", (draft, variables) =>
            draft.Value = draft.Value with { Environment = variables.Value.Select(From).ToValueList() })
        .Field("tags", Decoders.ListOf(Decoders.SomeText("remove it")), "For `ketrew run tag:nightly`; those of targets are added.", (draft, tags) =>
            draft.Value = draft.Value with
            {
                Tags = tags.Value.DistinctBy(tag => tag.Value).OrderBy(tag => tag.Value, StringComparer.Ordinal).Select(From).ToValueList(),
            })
        .Field("equivalence", TargetStanzas.Equivalence, "Whether targets that ensure one condition are one target.", (draft, equivalence) => draft.Value = draft.Value with { Equivalence = From(equivalence) })
        .Field("backend", TargetStanzas.Backend, "What runs targets: `local`, `daemonize` to let attempts go on when Ketrew ends, or one of the workflow's `backends`.", (draft, backend) => draft.Value = draft.Value with { Backend = From(backend) })
        .Field("host", TargetStanzas.Host, "Where targets run: one of the workflow's `hosts`, or an address.", (draft, host) => draft.Value = draft.Value with { Host = From(host) })
        .Field("container", ContainerDecoder.Decoder, "What their steps run in: an image, or `{ image: alpine, volumes: [/data] }`.", (draft, container) => draft.Value = draft.Value with { Container = From(container) })
        .Field("resources", ResourcesDecoder.Decoder, "What each asks of the machine that runs it: `{ cpus: 4, memory: 8GiB, gpus: 1, time: 2h30m }`.", (draft, resources) => draft.Value = draft.Value with { Resources = From(resources) })
        .Field("pools", PoolDecoders.Uses, "What each target takes of the pools while it runs: `[license]`, or `{ memory: 8 }`.", (draft, pools) => draft.Value = draft.Value with { Pools = From(pools) })
        .Field("priority", TargetStanzas.Priority, "Of those that could run, the higher goes first; may be negative.", (draft, priority) => draft.Value = draft.Value with { Priority = From(priority) });

    /// <summary>Reads the defaults.</summary>
    public static Decoder<TargetDefaults> Decoder { get; } = new(Read, new FieldType.Nullable(_schema.Type));

    private static bool Read(Node node, DecodeContext context, [MaybeNullWhen(false)] out TargetDefaults value)
    {
        Draft draft = new();
        bool isGood = node is ScalarNode { Kind: ScalarKind.Null } || _schema.Decode(node, draft, context);
        value = draft.Value;
        return isGood;
    }

    private static Setting<T> From<T>(Located<T> located) => new(located.Value, located.Span);

    private sealed class Draft
    {
        public TargetDefaults Value = TargetDefaults.None;
    }
}
