using Ketrew.Expander.Language.Vanilla;
using Ketrew.Sdk;
using Ketrew.Sdk.Planning;

namespace Ketrew.Expander.Language.Lowering;

/// <summary>Puts a target together from its fields and the defaults in force.</summary>
internal static class TargetAssembly
{
    private static readonly ValueList<string> _defaultShell = ["sh", "-eu", "-c"];

    /// <summary>The target of a stanza.</summary>
    /// <param name="stanza">All of its fields right.</param>
    /// <param name="id">Its id.</param>
    /// <param name="inputs">Its inputs, globs answered.</param>
    public static Target Assemble(LoweredStanza stanza, TargetId id, ValueList<ProjectPath> inputs)
    {
        TargetDraft draft = stanza.Draft;
        TargetDefaults defaults = stanza.Placed.Stanza.Kind == VanillaStanza.Group ? TargetDefaults.None : stanza.Placed.Defaults;
        ValueList<string> shell = draft.Shell ?? defaults.Shell?.Value ?? _defaultShell;
        return new Target
        {
            Id = id,
            Description = draft.Description,
            Tags = Tags(draft, defaults),
            Metadata = Values(draft.Metadata),
            Needs = Distinct(Values(draft.Needs)),
            Inputs = inputs,
            Outputs = Distinct(Values(stanza.Outputs)),
            Steps = Steps(draft.Steps, shell),
            Directory = draft.Directory ?? stanza.Placed.Directory,
            Environment = Environment(draft, defaults),
            StandardInput = draft.StandardInput?.Value,
            StandardOutput = draft.StandardOutput?.Value,
            Always = draft.Always,
            Timeout = draft.Timeout ?? defaults.Timeout?.Value,
            Retries = draft.Retries ?? defaults.Retries?.Value ?? RetryPolicy.None,
            KeepFailedOutputs = draft.KeepFailedOutputs ?? defaults.KeepFailedOutputs?.Value ?? false,
            DoneWhen = draft.DoneWhen is { } condition ? InShell(condition, shell) : null,
            Equivalence = draft.Equivalence ?? defaults.Equivalence?.Value ?? Equivalence.SameCondition,
            OnSuccess = Distinct(Values(draft.OnSuccess)),
            OnFailure = Distinct(Values(draft.OnFailure)),
            Backend = draft.Backend?.Value ?? defaults.Backend?.Value ?? "",
            Host = draft.Host?.Value ?? defaults.Host?.Value ?? "",
            Container = draft.Container ?? defaults.Container?.Value,
            Resources = draft.Resources ?? defaults.Resources?.Value ?? default,
            Pools = Values(draft.Pools ?? defaults.Pools?.Value ?? []),
            Priority = draft.Priority ?? defaults.Priority?.Value ?? 0,
            Provenance = stanza.Placed.Provenance,
        };
    }

    private static ValueList<string> Tags(TargetDraft draft, TargetDefaults defaults) =>
        draft.Tags.IsEmpty && defaults.Tags.IsEmpty ? []
        : draft.Tags.Select(tag => tag.Value).Concat(defaults.Tags.Select(tag => tag.Value)).Distinct().Order(StringComparer.Ordinal).ToValueList();

    private static ValueList<NamedValue> Environment(TargetDraft draft, TargetDefaults defaults) =>
        defaults.Environment.IsEmpty ? Values(draft.Environment)
        : draft.Environment.Select(variable => variable.Value).Concat(defaults.Environment.Select(variable => variable.Value))
            .DistinctBy(variable => variable.Name).OrderBy(variable => variable.Name, StringComparer.Ordinal).ToValueList();

    private static ValueList<Step> Steps(ValueList<Step> steps, ValueList<string> shell)
    {
        Step[] complete = new Step[steps.Count];
        for (int i = 0; i < complete.Length; i++)
        {
            complete[i] = InShell(steps[i], shell);
        }

        return new ValueList<Step>(complete);
    }

    private static Step InShell(Step step, ValueList<string> shell) => step is Step.Shell script ? script with { Interpreter = shell } : step;

    private static Condition InShell(Condition condition, ValueList<string> shell) => condition switch
    {
        Condition.Command command => command with { Step = InShell(command.Step, shell) },
        Condition.All all => new Condition.All(all.Conditions.Select(part => InShell(part, shell)).ToValueList()),
        _ => condition,
    };

    private static ValueList<T> Values<T>(ValueList<Located<T>> located)
    {
        if (located.IsEmpty)
        {
            return [];
        }

        T[] values = new T[located.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = located[i].Value;
        }

        return new ValueList<T>(values);
    }

    private static ValueList<T> Distinct<T>(ValueList<T> items)
        where T : IEquatable<T>
    {
        ReadOnlySpan<T> span = items.AsSpan();
        bool isShort = span.Length < 8;
        for (int i = 1; i < span.Length && isShort; i++)
        {
            // Nearly always short and free of doubles: a set would cost more than it finds.
            if (span[..i].Contains(span[i]))
            {
                return items.Distinct().ToValueList();
            }
        }

        return isShort ? items : items.Distinct().ToValueList();
    }
}
