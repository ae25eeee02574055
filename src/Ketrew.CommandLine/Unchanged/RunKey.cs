using Ketrew.CommandLine.Projects;
using Ketrew.Engine.Snapshots;
using Ketrew.Expander.Hosting;
using Ketrew.Sdk;

namespace Ketrew.CommandLine.Unchanged;

/// <summary>Names what the program was asked for.</summary>
internal static class RunKey
{
    /// <summary>The key of a run.</summary>
    /// <param name="location">The project.</param>
    /// <param name="isLocked">What <c>--locked</c> says.</param>
    /// <param name="requiredSandbox">What <c>--require-sandbox</c> says.</param>
    /// <param name="names">The targets that were typed.</param>
    /// <param name="verb">The verb, with the options that decide what it prints.</param>
    public static SnapshotKey Of(ProjectLocation location, bool isLocked, SandboxLevel requiredSandbox, ValueList<string> names, string verb = "run") => new(
        verb, $"{ProductVersion.Line} {AppContext.BaseDirectory}", location.Directories.Root, location.File.Value, location.CacheDirectory, isLocked, (int)requiredSandbox, names);
}
