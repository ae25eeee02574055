using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Hosting;

/// <summary>The command that starts a plugin host.</summary>
/// <param name="FileName">An executable, with its path.</param>
/// <param name="Arguments">What it is given.</param>
public sealed record PluginHostLocation(string FileName, ValueList<string> Arguments)
{
    private const string AssemblyName = "Ketrew.PluginHost.dll";

    /// <summary>Where the host that was shipped with the running program lies.</summary>
    public static string ShippedFolder => Path.Combine(AppContext.BaseDirectory, "plugin-host");

    /// <summary>Where the host lies, and what belongs to it.</summary>
    public string Folder { get; init; } = ShippedFolder;

    /// <summary>The host that was shipped with the running program.</summary>
    /// <exception cref="KetrewException">It isn't there, or there is no runtime to run it with.</exception>
    public static PluginHostLocation Find() => Of(Path.Combine(ShippedFolder, AssemblyName));

    /// <summary>The host that an assembly is.</summary>
    /// <param name="assembly">Absolute path of <c>Ketrew.PluginHost.dll</c>.</param>
    /// <exception cref="KetrewException">It isn't there, or there is no runtime to run it with.</exception>
    public static PluginHostLocation Of(string assembly)
    {
        if (!File.Exists(assembly))
        {
            throw new KetrewException($"The plugin host is missing: there is no {assembly}.") { Hint = "install ketrew again: its files belong together" };
        }

        // The muxer needs no variable to find its runtime, so the process can have an empty environment; the host's own executable does.
        return DotnetCommand.Find() is { } dotnet
            ? new PluginHostLocation(dotnet, ["exec", assembly]) { Folder = Path.GetDirectoryName(assembly)! }
            : throw new KetrewException("Custom stanzas need the .NET runtime, and there is no `dotnet`.") { Hint = DotnetCommand.Hint };
    }
}
