using System.Text.Json;
using Ketrew.CommandLine.Output;
using Ketrew.Expander;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Syntax;

namespace Ketrew.CommandLine.Projects;

/// <summary>Remembers beside the state which backends runs used, so that what they left can be found, asked and ended though the workflow
/// has changed, is broken or gone.</summary>
/// <param name="location">The project.</param>
internal sealed class BackendRecord(ProjectLocation location)
{
    private readonly string _path = PathIn(location);

    /// <summary>Where it lies: <c>.ketrew/backends.json</c>.</summary>
    public static string PathIn(ProjectLocation location) => Path.Combine(location.StateDirectory, "backends.json");

    /// <summary>What runs used so far; empty when none used anything but what needs no declaration.</summary>
    /// <exception cref="KetrewException">The file is not what was written.</exception>
    public BackendConfiguration Load()
    {
        if (!File.Exists(_path))
        {
            return BackendConfiguration.Empty;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(_path));
            return new BackendConfiguration(
                [.. document.RootElement.GetProperty("backends").EnumerateArray().Select(ReadBackend)],
                [.. document.RootElement.GetProperty("hosts").EnumerateArray().Select(ReadHost)],
                [.. document.RootElement.GetProperty("plugins").EnumerateArray().Select(ReadPlugin)]);
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new KetrewException($"`{_path}` can't be understood: {failure.Message}", failure) { Hint = $"rm {Shell.Quote(_path)}" };
        }
    }

    /// <summary>Adds what a run is about to use.</summary>
    public void Save(BackendConfiguration configuration)
    {
        if (configuration.IsEmpty)
        {
            return;
        }

        string text = Write(configuration.Over(Load()));
        if (!File.Exists(_path) || File.ReadAllText(_path) != text)
        {
            StateFolder.Create(location.StateDirectory);
            string draft = $"{_path}.{Environment.ProcessId}";
            File.WriteAllText(draft, text);
            File.Move(draft, _path, overwrite: true);
        }
    }

    private static string Write(BackendConfiguration configuration) => JsonText.Of(writer =>
    {
        writer.WriteStartArray("backends");
        foreach (BackendDeclaration backend in configuration.Backends)
        {
            writer.WriteStartObject();
            writer.WriteString("name", backend.Name);
            writer.WriteString("kind", backend.Kind);
            writer.WriteString("host", backend.Host);
            writer.WritePropertyName("settings");
            NodeText.Write(writer, backend.Settings);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("hosts");
        foreach (HostDeclaration host in configuration.Hosts)
        {
            writer.WriteStartObject();
            writer.WriteString("name", host.Name);
            writer.WritePropertyName("settings");
            NodeText.Write(writer, host.Settings);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("plugins");
        foreach (BackendAssembly plugin in configuration.Plugins)
        {
            writer.WriteStartObject();
            writer.WriteString("path", plugin.Path);
            writer.WriteString("name", plugin.Name);
            JsonLine.WriteList(writer, "kinds", plugin.Kinds);
            JsonLine.WriteList(writer, "shared", plugin.SharedFolders);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    private static BackendAssembly ReadPlugin(JsonElement item) =>
        new(item.GetProperty("path").GetString() ?? "", item.GetProperty("name").GetString() ?? "", Texts(item, "kinds"), null) { SharedFolders = Texts(item, "shared") };

    private static ValueList<string> Texts(JsonElement item, string name) => [.. item.GetProperty(name).EnumerateArray().Select(one => one.GetString() ?? "")];

    private static BackendDeclaration ReadBackend(JsonElement item) => new(
        item.GetProperty("name").GetString() ?? "",
        item.GetProperty("kind").GetString() ?? "",
        item.GetProperty("host").GetString() ?? "",
        NodeText.Read(item.GetProperty("settings")) as MappingNode ?? new MappingNode([]),
        null);

    private static HostDeclaration ReadHost(JsonElement item) => new(item.GetProperty("name").GetString() ?? "", NodeText.Read(item.GetProperty("settings")), null);
}
