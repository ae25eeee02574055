using System.Text.RegularExpressions;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;

namespace Ketrew.Backends.Kubernetes;

/// <summary>What the declaration of a backend of this kind says.</summary>
internal sealed partial record KubernetesSettings
{
    /// <summary>The context of kubectl's configuration; empty for its current one.</summary>
    public string Context { get; init; } = "";

    /// <summary>The namespace of the pods; empty for that of the context.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>Words for every call of kubectl.</summary>
    public ValueList<string> Options { get; init; }

    /// <summary>The program. Default: <c>kubectl</c>, found in PATH.</summary>
    public string Program { get; init; } = "kubectl";

    /// <summary>The image of targets that name none; null to refuse these.</summary>
    public string? Image { get; init; }

    /// <summary>When images are fetched: <c>Always</c>, <c>IfNotPresent</c>, <c>Never</c>; null for the cluster's own rule.</summary>
    public string? PullPolicy { get; init; }

    /// <summary>The account of the pods; null for the namespace's default.</summary>
    public string? ServiceAccount { get; init; }

    /// <summary>Labels that a node must have.</summary>
    public ValueList<NamedValue> NodeSelector { get; init; }

    /// <summary>Taints that don't matter: <c>KEY</c>, <c>KEY:EFFECT</c> or <c>KEY=VALUE:EFFECT</c>.</summary>
    public ValueList<string> Tolerations { get; init; }

    /// <summary>What pods see.</summary>
    public ValueList<PodVolume> Volumes { get; init; }

    /// <summary>The user and group that processes of pods have, as numbers: <c>1000:1000</c>; null for the image's.</summary>
    public string? User { get; init; }

    /// <summary>What a graphics processor is called among the resources of nodes. Default: <c>nvidia.com/gpu</c>.</summary>
    public string GpuResource { get; init; } = "nvidia.com/gpu";

    /// <summary>How many pods there are at once; null for as many as the cluster takes.</summary>
    public int? Limit { get; init; }

    /// <summary>How often the cluster is asked. Default: 5 s.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long an image may fail to come, or a container to be made. Default: 5 min.</summary>
    public TimeSpan ImageGrace { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a pod that isn't there is waited for. Default: 10 s.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>True when pods stay after their end was told.</summary>
    public bool KeepsPods { get; init; }

    /// <summary>Reads a declaration; what is mistaken is collected in it.</summary>
    public static KubernetesSettings Read(BackendSettings settings)
    {
        KubernetesSettings defaults = new();
        return new KubernetesSettings
        {
            Context = settings.Text("context") ?? "",
            Namespace = settings.Text("namespace") ?? "",
            Options = [.. settings.Text("kubeconfig") is { } file ? ["--kubeconfig", file] : Array.Empty<string>(), .. settings.Texts("options")],
            Program = settings.Text("kubectl") ?? defaults.Program,
            Image = settings.Text("image"),
            PullPolicy = settings.OneOf("pull", "always", "missing", "never") switch { "always" => "Always", "missing" => "IfNotPresent", "never" => "Never", _ => null },
            ServiceAccount = settings.Text("service_account"),
            NodeSelector = settings.Values("node_selector"),
            Tolerations = settings.Texts("tolerations"),
            Volumes = ReadVolumes(settings),
            User = ReadUser(settings),
            GpuResource = settings.Text("gpu_resource") ?? defaults.GpuResource,
            Limit = settings.Number("limit", 1),
            Poll = settings.Duration("poll") ?? defaults.Poll,
            ImageGrace = settings.Duration("image_grace") ?? defaults.ImageGrace,
            Grace = settings.Duration("grace") ?? defaults.Grace,
            KeepsPods = settings.Flag("keep_pods") ?? false,
        };
    }

    private static ValueList<PodVolume> ReadVolumes(BackendSettings settings)
    {
        List<PodVolume> volumes = [];
        foreach (string text in settings.Texts("volumes"))
        {
            if (PodVolume.Parse(text) is { } volume)
            {
                volumes.Add(volume);
            }
            else
            {
                settings.Report("volumes", $"`{text}` is no volume", "write `claim:NAME:/path`, `/path` or `/here:/there`, with `:ro` or without");
            }
        }

        return [.. volumes];
    }

    private static string? ReadUser(BackendSettings settings)
    {
        string? user = settings.Text("user");
        if (user is null || Numbers().IsMatch(user))
        {
            return user;
        }

        settings.Report("user", $"`{user}` is no user and group", "write two numbers: `1000:1000`");
        return null;
    }

    [GeneratedRegex("^[0-9]+:[0-9]+$")]
    private static partial Regex Numbers();
}
