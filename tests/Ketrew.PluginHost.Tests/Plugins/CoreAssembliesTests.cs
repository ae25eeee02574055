using System.Reflection;
using System.Text.Json;
using Ketrew.PluginHost.Loading;
using Ketrew.Sdk;
using Ketrew.Sdk.Protocol;

namespace Ketrew.PluginHost.Tests.Plugins;

public class CoreAssembliesTests
{
    [Fact]
    public void What_the_host_holds_is_not_loaded_again_though_a_plugin_carries_it()
    {
        byte[] other = File.ReadAllBytes(Path.Combine(Builds.Folder("UsesOne"), "Versioned.dll"));
        PluginFile[] files = [.. Builds.Files("UsesOne", "Versioned.dll"), new PluginFile("System.Text.Json.dll", other), new PluginFile("Ketrew.Sdk.dll", other)];

        PluginContext context = new(new PluginFiles(files));

        Assert.Same(typeof(JsonDocument).Assembly, context.LoadFromAssemblyName(new AssemblyName("System.Text.Json, Version=1.0.0.0")));
        Assert.Same(typeof(Stanza).Assembly, context.LoadFromAssemblyName(new AssemblyName("Ketrew.Sdk, Version=99.0.0.0")));
        Assert.NotSame(typeof(Stanza).Assembly, context.LoadFromAssemblyName(new AssemblyName("Versioned")));
    }

    [Fact]
    public void A_newer_version_than_the_framework_has_is_the_plugins_own() =>
        Assert.Null(CoreAssemblies.Find(new AssemblyName("System.Text.Json, Version=99.0.0.0")));

    [Fact]
    public void A_library_of_the_host_itself_is_not_shared() =>
        Assert.Null(CoreAssemblies.Find(typeof(PluginContext).Assembly.GetName()));
}
