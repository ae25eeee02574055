using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;

namespace Ketrew.Backends.Kubernetes;

/// <summary>The pod of an attempt, as a cluster is told of it.</summary>
internal sealed class PodManifest
{
    public const string ProjectLabel = "ketrew/project";
    public const string RunLabel = "ketrew/run";
    public const string AttemptLabel = "ketrew/attempt";
    public const string TargetAnnotation = "ketrew/target";
    public const string DirectoryAnnotation = "ketrew/directory";
    public const string ContainerName = "main";

    private readonly string _verdict;
    private readonly Attempt _attempt;
    private readonly KubernetesSettings _settings;
    private readonly ValueList<PodVolume> _volumes;
    private readonly string _image;

    private PodManifest(Attempt attempt, KubernetesSettings settings, ValueList<PodVolume> volumes, string image) =>
        (_attempt, _settings, _volumes, _image, _verdict) = (attempt, settings, volumes, image, $"/tmp/{PodName.Of(attempt.Id)}");

    /// <summary>JSON that ends with a line end; null when there can't be such a pod.</summary>
    /// <param name="attempt">What it runs.</param>
    /// <param name="settings">How pods are.</param>
    /// <param name="problem">Why there can't be.</param>
    public static string? Create(Attempt attempt, KubernetesSettings settings, out string problem)
    {
        PodVolume?[] own = [.. (attempt.Container?.Volumes ?? []).Select(PodVolume.Parse)];
        ValueList<PodVolume> volumes = [.. settings.Volumes, .. own.OfType<PodVolume>()];
        problem =
            (attempt.Container?.Image ?? settings.Image) is null ? "it has no `container`, and the backend no `image`"
            : attempt.Container is { Options.IsEmpty: false } ? "the container's `options` are words for podman and docker; kubernetes has none: remove them"
            : Array.IndexOf(own, null) is >= 0 and int i ? $"`{attempt.Container?.Volumes[i]}` is no volume"
            : UnsharedFile(attempt, volumes) is { } file ? $"pods don't see {file}: let `volumes` of the backend mount its directory where it is here"
            : "";
        return problem.Length == 0 ? new PodManifest(attempt, settings, volumes, attempt.Container?.Image ?? settings.Image ?? "").Write() : null;
    }

    /// <summary>True when pods see a path of this machine where it is, so that what they write is here at once.</summary>
    public static bool Shares(IEnumerable<PodVolume> volumes, string path) => volumes.Any(volume => volume.Shares(path));

    private static string? UnsharedFile(Attempt attempt, ValueList<PodVolume> volumes) =>
        ((string?[])[attempt.StandardInput, attempt.StandardOutput]).FirstOrDefault(file => file is not null && !Shares(volumes, file));

    private string Write()
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("apiVersion", "v1");
            json.WriteString("kind", "Pod");
            WriteMetadata(json);
            WriteSpec(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + '\n';
    }

    private void WriteMetadata(Utf8JsonWriter json)
    {
        json.WriteStartObject("metadata");
        json.WriteString("name", PodName.Of(_attempt.Id));
        WriteMap(
            json,
            "labels",
            [
                new("app.kubernetes.io/managed-by", "ketrew"),
                new(ProjectLabel, PodName.LabelOf(_attempt.Id.Run.Project)),
                new(RunLabel, _attempt.Id.Run.Number.ToString(CultureInfo.InvariantCulture)),
                new(AttemptLabel, _attempt.Id.Number.ToString(CultureInfo.InvariantCulture)),
            ]);
        WriteMap(json, "annotations", [new(TargetAnnotation, _attempt.Id.Target.ToString()), new(DirectoryAnnotation, _attempt.ProjectDirectory)]);
        json.WriteEndObject();
    }

    private void WriteSpec(Utf8JsonWriter json)
    {
        json.WriteStartObject("spec");
        json.WriteString("restartPolicy", "Never");
        json.WriteBoolean("enableServiceLinks", false);
        if (_settings.ServiceAccount is { } account)
        {
            json.WriteString("serviceAccountName", account);
        }

        if (_attempt.Resources.Time is { } time)
        {
            json.WriteNumber("activeDeadlineSeconds", Math.Max(1, (long)Math.Ceiling(time.TotalSeconds)));
        }

        WriteMap(json, "nodeSelector", _settings.NodeSelector);
        WriteTolerations(json);
        WriteUser(json);
        json.WriteStartArray("containers");
        WriteContainer(json);
        json.WriteEndArray();
        WriteVolumes(json);
        json.WriteEndObject();
    }

    private void WriteContainer(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("name", ContainerName);
        json.WriteString("image", _image);
        if (_settings.PullPolicy is { } policy)
        {
            json.WriteString("imagePullPolicy", policy);
        }

        WriteWords(json, "command", ["/bin/sh", "-c", PodScript.Of(_attempt, _verdict, Shares(_volumes, _attempt.LogPath))]);
        json.WriteString("terminationMessagePath", _verdict);
        // A shell hears signals between two steps only: what runs is told by this one, right before the shell is.
        json.WriteStartObject("lifecycle");
        json.WriteStartObject("preStop");
        json.WriteStartObject("exec");
        WriteWords(json, "command", ["/bin/sh", "-c", PodScript.EndingOf(_verdict)]);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        WriteResources(json);
        json.WriteStartArray("volumeMounts");
        foreach ((int i, PodVolume volume) in _volumes.Index())
        {
            json.WriteStartObject();
            json.WriteString("name", NameOf(i));
            json.WriteString("mountPath", volume.MountPath);
            json.WriteBoolean("readOnly", volume.IsReadOnly);
            if (volume is { Claim: not null, Source.Length: > 0 })
            {
                json.WriteString("subPath", volume.Source);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteResources(Utf8JsonWriter json)
    {
        ResourceRequest asked = _attempt.Resources;
        NamedValue[] amounts =
        [
            .. asked.Cpus > 0 ? [new NamedValue("cpu", asked.Cpus.ToString(CultureInfo.InvariantCulture))] : Array.Empty<NamedValue>(),
            .. asked.MemoryBytes > 0 ? [new NamedValue("memory", asked.MemoryBytes.ToString(CultureInfo.InvariantCulture))] : Array.Empty<NamedValue>(),
            .. asked.Gpus > 0 ? [new NamedValue(_settings.GpuResource, asked.Gpus.ToString(CultureInfo.InvariantCulture))] : Array.Empty<NamedValue>(),
        ];
        json.WriteStartObject("resources");
        WriteMap(json, "requests", amounts);
        WriteMap(json, "limits", amounts);
        json.WriteEndObject();
    }

    private void WriteVolumes(Utf8JsonWriter json)
    {
        json.WriteStartArray("volumes");
        foreach ((int i, PodVolume volume) in _volumes.Index())
        {
            json.WriteStartObject();
            json.WriteString("name", NameOf(i));
            json.WriteStartObject(volume.Claim is null ? "hostPath" : "persistentVolumeClaim");
            json.WriteString(volume.Claim is null ? "path" : "claimName", volume.Claim ?? volume.Source);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteTolerations(Utf8JsonWriter json)
    {
        if (_settings.Tolerations.IsEmpty)
        {
            return;
        }

        json.WriteStartArray("tolerations");
        foreach (string text in _settings.Tolerations)
        {
            string[] parts = text.Split(':', 2);
            string[] taint = parts[0].Split('=', 2);
            json.WriteStartObject();
            json.WriteString("key", taint[0]);
            json.WriteString("operator", taint.Length > 1 ? "Equal" : "Exists");
            if (taint.Length > 1)
            {
                json.WriteString("value", taint[1]);
            }

            if (parts.Length > 1)
            {
                json.WriteString("effect", parts[1]);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteUser(Utf8JsonWriter json)
    {
        if (_settings.User?.Split(':') is [var user, var group])
        {
            json.WriteStartObject("securityContext");
            json.WriteNumber("runAsUser", long.Parse(user, CultureInfo.InvariantCulture));
            json.WriteNumber("runAsGroup", long.Parse(group, CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }
    }

    private static void WriteMap(Utf8JsonWriter json, string name, IReadOnlyCollection<NamedValue> values)
    {
        if (values.Count == 0)
        {
            return;
        }

        json.WriteStartObject(name);
        foreach (NamedValue value in values)
        {
            json.WriteString(value.Name, value.Value);
        }

        json.WriteEndObject();
    }

    // In commands, `$$` is a dollar sign and `$(NAME)` a variable of the pod: neither is what a script means.
    private static void WriteWords(Utf8JsonWriter json, string name, ReadOnlySpan<string> words)
    {
        json.WriteStartArray(name);
        foreach (string word in words)
        {
            json.WriteStringValue(word.Replace("$", "$$", StringComparison.Ordinal));
        }

        json.WriteEndArray();
    }

    private static string NameOf(int volume) => string.Create(CultureInfo.InvariantCulture, $"volume-{volume + 1}");
}
