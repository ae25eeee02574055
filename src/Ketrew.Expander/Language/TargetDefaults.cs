using Ketrew.Sdk;
using Ketrew.Sdk.Planning;

namespace Ketrew.Expander.Language;

/// <summary>What targets of a subtree have unless they say otherwise. The nearest file wins field by field; of <c>environment</c>,
/// variable by variable; <c>tags</c> add up.</summary>
/// <remarks>There is no <c>directory</c>: it would mean another place in every sub-directory.</remarks>
internal sealed record TargetDefaults
{
    /// <summary>Nothing is preset.</summary>
    public static TargetDefaults None { get; } = new();

    /// <summary>The program that takes a script as its last argument; null means <c>sh -eu -c</c>.</summary>
    public Setting<ValueList<string>>? Shell { get; init; }

    /// <summary>How long an attempt may take; null means for ever.</summary>
    public Setting<TimeSpan>? Timeout { get; init; }

    /// <summary>Whether to try again; null means never.</summary>
    public Setting<RetryPolicy>? Retries { get; init; }

    /// <summary>Whether to leave what a failed attempt wrote; null means no.</summary>
    public Setting<bool>? KeepFailedOutputs { get; init; }

    /// <summary>Which targets count as one; null means those with the same condition.</summary>
    public Setting<Equivalence>? Equivalence { get; init; }

    /// <summary>What runs them; null means the engine's choice.</summary>
    public Setting<string>? Backend { get; init; }

    /// <summary>Where they run; null means where their backend is.</summary>
    public Setting<string>? Host { get; init; }

    /// <summary>What their steps run in; null means no container.</summary>
    public Setting<Container>? Container { get; init; }

    /// <summary>What they ask of the machine that runs them; null means nothing in particular.</summary>
    public Setting<ResourceRequest>? Resources { get; init; }

    /// <summary>What each takes of the workflow's pools, in ordinal order of names; null means nothing.</summary>
    public Setting<ValueList<Located<PoolUse>>>? Pools { get; init; }

    /// <summary>Higher goes first; null means 0.</summary>
    public Setting<int>? Priority { get; init; }

    /// <summary>Variables, in ordinal order of names, every name once.</summary>
    public ValueList<Setting<NamedValue>> Environment { get; init; }

    /// <summary>Tags, in ordinal order, every tag once.</summary>
    public ValueList<Setting<string>> Tags { get; init; }

    /// <summary>These defaults, completed by those of the files around.</summary>
    /// <param name="outer">The defaults in force further out.</param>
    public TargetDefaults Within(TargetDefaults outer) => this == None ? outer : outer == None ? this : new()
    {
        Shell = Shell ?? outer.Shell,
        Timeout = Timeout ?? outer.Timeout,
        Retries = Retries ?? outer.Retries,
        KeepFailedOutputs = KeepFailedOutputs ?? outer.KeepFailedOutputs,
        Equivalence = Equivalence ?? outer.Equivalence,
        Backend = Backend ?? outer.Backend,
        Host = Host ?? outer.Host,
        Container = Container ?? outer.Container,
        Resources = Resources ?? outer.Resources,
        Pools = Pools ?? outer.Pools,
        Priority = Priority ?? outer.Priority,
        Environment = Environment.UnionBy(outer.Environment, setting => setting.Value.Name)
            .OrderBy(setting => setting.Value.Name, StringComparer.Ordinal).ToValueList(),
        Tags = Tags.UnionBy(outer.Tags, setting => setting.Value)
            .OrderBy(setting => setting.Value, StringComparer.Ordinal).ToValueList(),
    };
}
