using Ketrew.Expander.Language;
using Ketrew.Sdk;
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
    ];

    /// <summary>What the language sets, then what each file sets, outermost first.</summary>
    public static ValueList<DefaultSetting> Of(IEnumerable<Scope> scopes) => [.. _ofLanguage, .. scopes.SelectMany(scope => Of(scope.Directory, scope.File.Defaults))];

    private static IEnumerable<DefaultSetting> Of(ProjectPath directory, TargetDefaults defaults)
    {
        if (defaults.Shell is { } shell)
        {
            yield return new DefaultSetting(directory, "shell", $"[{string.Join(", ", shell.Value)}]", shell.Span);
        }

        if (defaults.Timeout is { } timeout)
        {
            yield return new DefaultSetting(directory, "timeout", DurationText.Format(timeout.Value), timeout.Span);
        }

        if (defaults.Retries is { Value: var policy } retries)
        {
            string delay = policy.Delay > TimeSpan.Zero ? $", {DurationText.Format(policy.Delay)} apart" : "";
            yield return new DefaultSetting(directory, "retries", $"{policy.Count}{delay}", retries.Span);
        }

        if (defaults.KeepFailedOutputs is { } keep)
        {
            yield return new DefaultSetting(directory, "keep_failed_outputs", keep.Value ? "true" : "false", keep.Span);
        }

        foreach (Setting<Sdk.Planning.NamedValue> variable in defaults.Environment)
        {
            yield return new DefaultSetting(directory, $"environment.{variable.Value.Name}", variable.Value.Value, variable.Span);
        }

        foreach (Setting<string> tag in defaults.Tags)
        {
            yield return new DefaultSetting(directory, "tags", tag.Value, tag.Span);
        }
    }
}
