namespace Ketrew.CommandLine.Projects;

/// <summary>What was installed together with the running program.</summary>
internal static class Installation
{
    /// <summary>The plugin host's directory; it holds the SDK that plugins are compiled against, too.</summary>
    public static string PluginHostDirectory { get; } = Path.Combine(AppContext.BaseDirectory, "plugin-host");

    /// <summary>The plugin host.</summary>
    public static string PluginHost { get; } = Path.Combine(PluginHostDirectory, "Ketrew.PluginHost.dll");

    /// <summary>The prefix of plugin packages that come with the program.</summary>
    public static string PackageDirectory { get; } = Path.Combine(AppContext.BaseDirectory, "share");

    /// <summary>Tells editors where the SDK is; ketrew's own builds are told on the command line.</summary>
    /// <param name="stateDirectory">The project's <c>.ketrew</c>.</param>
    public static void WriteSdkProperties(string stateDirectory)
    {
        string path = Path.Combine(stateDirectory, "sdk.props");
        string text = $"""
            <Project>
              <PropertyGroup>
                <KetrewSdkDirectory Condition="'$(KetrewSdkDirectory)' == ''">{System.Security.SecurityElement.Escape(PluginHostDirectory)}</KetrewSdkDirectory>
              </PropertyGroup>
            </Project>

            """;
        if (!File.Exists(path) || File.ReadAllText(path) != text)
        {
            Directory.CreateDirectory(stateDirectory);
            File.WriteAllText(path, text);
        }
    }
}
