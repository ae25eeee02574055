using System.Globalization;
using Ketrew.Expander.Language;
using Ketrew.Sdk;
using Ketrew.Sdk.Planning;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Expansion;

/// <summary>The defaults of a workflow as a list, for people.</summary>
internal static class DefaultSettings
{
    private static readonly DefaultSetting[] _ofLanguage =
    [
        new(ProjectPath.Root, "shell", "[sh, -eu, -c]", null),
        new(ProjectPath.Root, "timeout", "none", null),
        new(ProjectPath.Root, "retries", "0", null),
        new(ProjectPath.Root, "keep_failed_outputs", "false", null),
        new(ProjectPath.Root, "equivalence", "same-condition", null),
        new(ProjectPath.Root, "pools", "none", null),
        new(ProjectPath.Root, "priority", "0", null),
    ];

    /// <summary>What the language sets, then what each file sets, outermost first.</summary>
    /// <param name="scopes">The workflow files, the root first.</param>
    /// <param name="backends">The backends there are, the default one first.</param>
    public static ValueList<DefaultSetting> Of(IEnumerable<Scope> scopes, ValueList<string> backends) =>
    [
        .. _ofLanguage,
        .. backends.Take(1).Select(first => new DefaultSetting(ProjectPath.Root, "backend", first, null)),
        .. scopes.SelectMany(scope => Of(scope.Directory, scope.File.Defaults)),
    ];

    private static IEnumerable<DefaultSetting> Of(ProjectPath directory, TargetDefaults defaults) =>
    [
        .. Show(directory, "shell", defaults.Shell, shell => $"[{string.Join(", ", shell)}]"),
        .. Show(directory, "timeout", defaults.Timeout, DurationText.Format),
        .. Show(directory, "retries", defaults.Retries, Text),
        .. Show(directory, "keep_failed_outputs", defaults.KeepFailedOutputs, keep => keep ? "true" : "false"),
        .. Show(directory, "equivalence", defaults.Equivalence, equivalence => equivalence == Equivalence.None ? "none" : "same-condition"),
        .. Show(directory, "pools", defaults.Pools, Text),
        .. Show(directory, "priority", defaults.Priority, priority => priority.ToString(CultureInfo.InvariantCulture)),
        .. Show(directory, "backend", defaults.Backend, backend => backend),
        .. Show(directory, "host", defaults.Host, host => host),
        .. Show(directory, "container", defaults.Container, container => container.Image),
        .. Show(directory, "resources", defaults.Resources, Text),
        .. defaults.Environment.SelectMany(variable => Show(directory, $"environment.{variable.Value.Name}", variable, value => value.Value)),
        .. defaults.Tags.SelectMany(tag => Show(directory, "tags", tag, text => text)),
    ];

    private static IEnumerable<DefaultSetting> Show<T>(ProjectPath directory, string name, Setting<T>? setting, Func<T, string> text) =>
        setting is null ? [] : [new DefaultSetting(directory, name, text(setting.Value), setting.Span)];

    private static string Text(ResourceRequest request)
    {
        string[] parts =
        [
            request.Cpus > 0 ? string.Create(CultureInfo.InvariantCulture, $"cpus: {request.Cpus}") : "",
            request.MemoryBytes > 0 ? string.Create(CultureInfo.InvariantCulture, $"memory: {request.MemoryBytes}") : "",
            request.Gpus > 0 ? string.Create(CultureInfo.InvariantCulture, $"gpus: {request.Gpus}") : "",
            request.Time is { } time ? $"time: {DurationText.Format(time)}" : "",
        ];
        return $"{{ {string.Join(", ", parts.Where(part => part.Length > 0))} }}";
    }

    private static string Text(RetryPolicy policy) =>
        $"{policy.Count}{(policy.Delay > TimeSpan.Zero ? $", {DurationText.Format(policy.Delay)} apart" : "")}";

    private static string Text(ValueList<Language.Located<PoolUse>> pools) => pools.IsEmpty ? "none"
        : $"{{ {string.Join(", ", pools.Select(use => string.Create(CultureInfo.InvariantCulture, $"{use.Value.Pool}: {use.Value.Count}")))} }}";
}
