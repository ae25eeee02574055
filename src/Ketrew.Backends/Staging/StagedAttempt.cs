using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ketrew.Backends.Processes;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Staging;

/// <summary>What is to be fetched when an attempt has ended; kept here, so that a later engine knows, and no host can say where files go.</summary>
/// <param name="Project">Absolute path of the project here.</param>
/// <param name="Log">Absolute path of its log here.</param>
/// <param name="StandardOutput">Relative to the copies' root; null when it goes to the log, or isn't in the project.</param>
/// <param name="Outputs">Relative to the copies' root.</param>
/// <param name="Before">Digests of the files that were in its outputs here when it was sent.</param>
internal sealed record StagedAttempt(string Project, string Log, string? StandardOutput, string[] Outputs, Dictionary<string, string> Before)
{
    /// <summary>Where it is kept.</summary>
    /// <param name="directory">Absolute path of the directory for all of them.</param>
    /// <param name="id">Which attempt.</param>
    public static string PathOf(string directory, AttemptId id) =>
        Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"{id.Run.Project}.{id.Run.Number}.{id.Number}.{id.Target.ToFileName()}"));

    /// <summary>Writes it, whole or not at all.</summary>
    public void Write(string path)
    {
        _ = Directory.CreateDirectory(Path.GetDirectoryName(path) ?? "/");
        string draft = $"{path}.{UniqueWord.Next()}";
        File.WriteAllText(draft, JsonSerializer.Serialize(this, StagedAttemptJson.Default.StagedAttempt));
        File.Move(draft, path, overwrite: true);
    }

    /// <summary>Reads it; null when it isn't there.</summary>
    /// <exception cref="BackendException">It can't be understood.</exception>
    public static StagedAttempt? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), StagedAttemptJson.Default.StagedAttempt);
        }
        catch (Exception absence) when (absence is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new BackendException($"{path} can't be read: {failure.Message}", failure);
        }
    }
}

/// <summary>Reads and writes it without reflection.</summary>
[JsonSerializable(typeof(StagedAttempt))]
internal sealed partial class StagedAttemptJson : JsonSerializerContext;
