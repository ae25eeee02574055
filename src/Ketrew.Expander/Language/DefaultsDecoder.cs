using System.Diagnostics.CodeAnalysis;
using Ketrew.Expander.Language.Decoding;
using Ketrew.Expander.Language.Vanilla;
using Ketrew.Sdk;
using Ketrew.Sdk.Planning;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Language;

/// <summary>The <c>defaults</c> of a workflow file.</summary>
internal static class DefaultsDecoder
{
    private static readonly FieldSchema<Draft> _schema = new FieldSchema<Draft>("`defaults`")
        .Field<ValueList<string>>("shell", TargetStanzas.Shell, (draft, shell) => draft.Value = draft.Value with { Shell = From(shell) })
        .Field<TimeSpan>("timeout", DurationDecoder.Decode, (draft, timeout) => draft.Value = draft.Value with { Timeout = From(timeout) })
        .Field<RetryPolicy>("retries", RetriesDecoder.Decode, (draft, retries) => draft.Value = draft.Value with { Retries = From(retries) })
        .Field<bool>("keep_failed_outputs", Decoders.Boolean, (draft, keep) => draft.Value = draft.Value with { KeepFailedOutputs = From(keep) })
        .Field<ValueList<Located<NamedValue>>>("environment", NamedValueDecoder.Environment, (draft, variables) =>
            draft.Value = draft.Value with { Environment = variables.Value.Select(From).ToValueList() })
        .Field("tags", Decoders.ListOf<string>(Decoders.SomeText("remove it")), (draft, tags) =>
            draft.Value = draft.Value with
            {
                Tags = tags.Value.DistinctBy(tag => tag.Value).OrderBy(tag => tag.Value, StringComparer.Ordinal).Select(From).ToValueList(),
            })
        .Field("equivalence", TargetStanzas.Equivalence, (draft, equivalence) => draft.Value = draft.Value with { Equivalence = From(equivalence) })
        .Field("backend", TargetStanzas.Backend, (draft, backend) => draft.Value = draft.Value with { Backend = From(backend) })
        .Field<ValueList<Located<PoolUse>>>("pools", PoolDecoders.Uses, (draft, pools) => draft.Value = draft.Value with { Pools = From(pools) })
        .Field("priority", TargetStanzas.Priority, (draft, priority) => draft.Value = draft.Value with { Priority = From(priority) })
        .Later("remove it; every target runs on this machine", "host", "container", "resources");

    /// <summary>Reads the defaults.</summary>
    public static bool Decode(Node node, DecodeContext context, [MaybeNullWhen(false)] out TargetDefaults value)
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
