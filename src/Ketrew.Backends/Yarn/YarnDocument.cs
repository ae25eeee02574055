using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ketrew.Backends.Scheduling;
using Ketrew.Sdk;

namespace Ketrew.Backends.Yarn;

/// <summary>A job as a resource manager is told of it.</summary>
/// <param name="settings">What the declaration says.</param>
internal sealed class YarnDocument(YarnSettings settings)
{
    /// <summary>Stands for the id of an application, which is known only when it is handed over.</summary>
    public const string IdPlace = "<application-id>";

    private const int Mebibyte = 1 << 20;

    /// <summary>JSON of an application whose first container runs the job, once.</summary>
    public string Application(ScheduledJob job) => Write(json =>
    {
        json.WriteString("application-id", IdPlace);
        json.WriteString("application-name", job.Name);
        json.WriteString("application-type", "KETREW");
        WriteQueue(json);
        // The second try of what has failed is the engine's business.
        json.WriteNumber("max-app-attempts", 1);
        json.WriteBoolean("unmanaged-AM", false);
        json.WriteStartObject("am-container-spec");
        json.WriteStartObject("commands");
        json.WriteString("command", Command(job));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("resource");
        json.WriteNumber("memory", Memory(job));
        json.WriteNumber("vCores", Cpus(job));
        json.WriteEndObject();
        if (job.Resources.Time is { } time)
        {
            json.WriteStartObject("application-timeouts");
            json.WriteStartObject("entry");
            json.WriteString("key", "LIFETIME");
            json.WriteNumber("value", (long)Math.Ceiling(time.TotalSeconds));
            json.WriteEndObject();
            json.WriteEndObject();
        }
    });

    /// <summary>JSON of a service of one container that runs the job, once.</summary>
    public string Service(ScheduledJob job) => Write(json =>
    {
        json.WriteString("name", job.Name);
        json.WriteString("version", "1.0.0");
        json.WriteString("description", job.Title);
        WriteQueue(json);
        json.WriteNumber("lifetime", job.Resources.Time is { } time ? (long)Math.Ceiling(time.TotalSeconds) : -1);
        json.WriteStartArray("components");
        json.WriteStartObject();
        json.WriteString("name", "attempt");
        json.WriteNumber("number_of_containers", 1);
        json.WriteString("launch_command", Command(job));
        json.WriteString("restart_policy", "NEVER");
        json.WriteStartObject("resource");
        json.WriteNumber("cpus", Cpus(job));
        json.WriteString("memory", Memory(job).ToString(System.Globalization.CultureInfo.InvariantCulture));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    });

    // YARN puts it between double quotes.
    // The node's shell becomes the launcher: a shell in between would die of the first signal, and the node would take that for the end.
    private static string Command(ScheduledJob job) => $"exec /bin/sh {Shell.Quote(JobLauncher.PathOf(job))} >> {Shell.Quote(job.OutputPath)} 2>&1";

    private long Memory(ScheduledJob job) => job.Resources.MemoryBytes > 0 ? (job.Resources.MemoryBytes + Mebibyte - 1) / Mebibyte : settings.MemoryMebibytes;

    private int Cpus(ScheduledJob job) => job.Resources.Cpus > 0 ? job.Resources.Cpus : settings.Cpus;

    private void WriteQueue(Utf8JsonWriter json)
    {
        if (settings.Queue is { } queue)
        {
            json.WriteString("queue", queue);
        }
    }

    private static string Write(Action<Utf8JsonWriter> fields)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            fields(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
