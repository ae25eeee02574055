using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Hosting;

/// <summary>The command that starts a plugin host.</summary>
/// <param name="FileName">An executable, with its path.</param>
/// <param name="Arguments">What it is given.</param>
internal sealed record PluginHostLocation(string FileName, ValueList<string> Arguments)
{
    private const string Folder = "plugin-host";
    private const string Name = "Ketrew.PluginHost";

    /// <summary>The host that was shipped with the running program.</summary>
    /// <exception cref="KetrewException">It isn't there, or there is no runtime to run it with.</exception>
    public static PluginHostLocation Find() => In(Path.Combine(AppContext.BaseDirectory, Folder));

    /// <summary>The host of a folder.</summary>
    /// <exception cref="KetrewException">It isn't there, or there is no runtime to run it with.</exception>
    public static PluginHostLocation In(string folder)
    {
        string assembly = Path.Combine(folder, $"{Name}.dll");
        if (!File.Exists(assembly))
        {
            throw new KetrewException($"The plugin host is missing: there is no {assembly}.") { Hint = "install ketrew again" };
        }

        // The muxer needs no variable to find its runtime, so the process can have an empty environment; the host's own executable does.
        return DotnetCommand.Find() is { } dotnet
            ? new PluginHostLocation(dotnet, ["exec", assembly])
            : throw new KetrewException("Custom stanzas need the .NET runtime, and there is no `dotnet`.") { Hint = DotnetCommand.Hint };
    }
}
