using Ketrew.Backends.Hosted;
using Ketrew.Sdk;

namespace Ketrew.Backends.Tests.Hosted;

/// <summary>The plugins of <c>testdata/backends</c> and the plugin host, built together with these tests.</summary>
internal static class Plugins
{
    // artifacts/bin/Ketrew.Backends.Tests/release → artifacts/bin/<project>/release
    private static readonly string _configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
    private static readonly string _all = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../.."));

    public static PluginHostCommand Host { get; } = new("dotnet", ["exec", Assembly("Ketrew.PluginHost")]);

    public static ValueList<BackendPlugin> All { get; } = [Plugin("Greeting"), Plugin("Polite"), Plugin("Perilous")];

    public static string Assembly(string project) => Path.Combine(_all, project, _configuration, $"{project}.dll");

    public static BackendPlugin Plugin(string project) => new(Assembly(project), $"lib/{project}.dll");
}
