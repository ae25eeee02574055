using Ketrew.Expander;

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

              <!-- Written by ketrew for this machine: where its SDK is. -->
              <PropertyGroup>
                <KetrewSdkDirectory Condition="'$(KetrewSdkDirectory)' == ''">{System.Security.SecurityElement.Escape(PluginHostDirectory)}</KetrewSdkDirectory>
                <KetrewPackageDirectory>$([MSBuild]::NormalizeDirectory('$(KetrewSdkDirectory)', '..', 'packages'))</KetrewPackageDirectory>
              </PropertyGroup>

              <!-- A machine without network restores from there. -->
              <PropertyGroup Condition="Exists('$(KetrewPackageDirectory)')">
                <RestoreAdditionalProjectSources>$(RestoreAdditionalProjectSources);$(KetrewPackageDirectory)</RestoreAdditionalProjectSources>
                <RestoreIgnoreFailedSources>true</RestoreIgnoreFailedSources>
                <NuGetAudit Condition="'$(NuGetAudit)' == ''">false</NuGetAudit>
                <NoWarn>$(NoWarn);NU1801</NoWarn>
              </PropertyGroup>

              <!-- The cache of packages may hold another build of this version; what counts is the SDK that will be there when the plugin runs. -->
              <Target Name="CompileAgainstThisKetrew" AfterTargets="ResolvePackageAssets" Condition="Exists('$(KetrewSdkDirectory)/Ketrew.Sdk.dll')">
                <ItemGroup>
                  <CachedKetrewSdk Include="@(ResolvedCompileFileDefinitions)" Condition="'%(ResolvedCompileFileDefinitions.NuGetPackageId)' == 'Ketrew.Sdk'" />
                  <ResolvedCompileFileDefinitions Remove="@(CachedKetrewSdk)" />
                  <Reference Include="$(KetrewSdkDirectory)/Ketrew.Sdk.dll" Private="false" Condition="'@(CachedKetrewSdk)' != ''" />
                </ItemGroup>
              </Target>

            </Project>

            """;
        if (!File.Exists(path) || File.ReadAllText(path) != text)
        {
            StateFolder.Create(stateDirectory);
            File.WriteAllText(path, text);
        }
    }
}
