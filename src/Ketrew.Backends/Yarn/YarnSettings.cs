using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Yarn;

/// <summary>What the declaration of a backend says about YARN.</summary>
internal sealed record YarnSettings
{
    /// <summary>Addresses of resource managers, <c>http://name:8088</c>; the first that answers is asked.</summary>
    public required ValueList<Uri> ResourceManagers { get; init; }

    /// <summary>Where applications are queued; null for the default queue.</summary>
    public string? Queue { get; init; }

    /// <summary>Who asks, where the resource manager believes whoever asks; null to say nothing.</summary>
    public string? User { get; init; }

    /// <summary>True when attempts are containers of YARN's own service framework; false when each is an application's first container,
    /// which a resource manager ends after ten minutes unless it was told to wait longer.</summary>
    public bool UsesServices { get; init; } = true;

    /// <summary>Memory of attempts that ask for none, in MiB. Default: 1024.</summary>
    public int MemoryMebibytes { get; init; } = 1024;

    /// <summary>Processors of attempts that ask for none. Default: 1.</summary>
    public int Cpus { get; init; } = 1;

    /// <summary>Reads them; problems are collected in the settings.</summary>
    public static YarnSettings Read(BackendSettings settings)
    {
        YarnSettings usual = new() { ResourceManagers = ReadAddresses(settings) };
        return usual with
        {
            Queue = settings.Text("queue"),
            User = settings.Text("user"),
            UsesServices = settings.OneOf("submit", "service", "application") is not "application",
            MemoryMebibytes = settings.Number("memory_mib", 1) ?? usual.MemoryMebibytes,
            Cpus = settings.Number("cpus", 1) ?? usual.Cpus,
        };
    }

    private static ValueList<Uri> ReadAddresses(BackendSettings settings)
    {
        List<Uri> addresses = [];
        foreach (string text in settings.Texts("resource_manager"))
        {
            if (Uri.TryCreate($"{text.TrimEnd('/')}/", UriKind.Absolute, out Uri? address) && address.Scheme is ("http" or "https"))
            {
                addresses.Add(address);
            }
            else
            {
                settings.Report("resource_manager", $"`{text}` is no address of a resource manager", "write `http://name:8088`");
            }
        }

        if (addresses.Count == 0 && !settings.Has("resource_manager"))
        {
            settings.Report("resource_manager", "it is not said which resource manager is to be asked", "add `resource_manager: http://name:8088`");
        }

        return [.. addresses];
    }
}
