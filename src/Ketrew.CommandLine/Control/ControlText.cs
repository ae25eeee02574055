using System.Text.Json;
using Ketrew.CommandLine.Output;
using Ketrew.Engine.Running;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.CommandLine.Control;

/// <summary>Requests and answers as JSON objects of one line: <c>{"request":"kill","targets":["fetch"],"force":true}</c>.
/// Two versions of the program may meet, so properties are added, never renamed, and unknown ones mean nothing.</summary>
internal static class ControlText
{
    /// <summary>A request as text.</summary>
    public static string Write(ControlRequest request) => JsonLine.Of(writer =>
    {
        switch (request)
        {
            case ControlRequest.Release:
                writer.WriteString("request", "release");
                break;
            case ControlRequest.Kill kill:
                writer.WriteString("request", "kill");
                JsonLine.WriteList(writer, "targets", kill.Targets.Select(target => target.Value));
                writer.WriteBoolean("force", kill.Strength is KillStrength.Kill);
                break;
            case ControlRequest.KillRun kill:
                writer.WriteString("request", "kill-run");
                writer.WriteBoolean("earlier", kill.WithEarlierRuns);
                writer.WriteBoolean("force", kill.Strength is KillStrength.Kill);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    });

    /// <summary>An answer as text.</summary>
    public static string Write(ControlAnswer answer) => JsonLine.Of(writer =>
    {
        switch (answer)
        {
            case ControlAnswer.Hello hello:
                writer.WriteString("answer", "hello");
                writer.WriteNumber("process", hello.ProcessId);
                writer.WriteString("since", hello.Since.UtcDateTime);
                writer.WriteBoolean("detached", hello.IsDetached);
                break;
            case ControlAnswer.Begun begun:
                writer.WriteString("answer", "begun");
                writer.WriteNumber("run", begun.Run);
                break;
            case ControlAnswer.Releasing releasing:
                writer.WriteString("answer", "releasing");
                JsonLine.WriteList(writer, "awaited", releasing.Awaited.Select(target => target.Value));
                break;
            case ControlAnswer.Killed killed:
                writer.WriteString("answer", "killed");
                writer.WriteStartArray("reports");
                foreach (KillReport report in killed.Reports)
                {
                    writer.WriteStartObject();
                    KillText.Write(writer, report);
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
                break;
            case ControlAnswer.Refused refused:
                writer.WriteString("answer", "refused");
                writer.WriteString("why", refused.Why);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    });

    /// <summary>Reads a request.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static ControlRequest ReadRequest(byte[] line) => Read<ControlRequest>(line, root => Text(root, "request") switch
    {
        "release" => new ControlRequest.Release(),
        "kill" => new ControlRequest.Kill(Targets(root, "targets"), Strength(root)),
        "kill-run" => new ControlRequest.KillRun(Flag(root, "earlier"), Strength(root)),
        var other => throw new JsonException($"there is no request `{other}`"),
    });

    /// <summary>Reads an answer.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static ControlAnswer ReadAnswer(byte[] line) => Read<ControlAnswer>(line, root => Text(root, "answer") switch
    {
        "hello" => new ControlAnswer.Hello(Number(root, "process"), Moment(root, "since"), Flag(root, "detached")),
        "begun" => new ControlAnswer.Begun(Number(root, "run")),
        "releasing" => new ControlAnswer.Releasing(Targets(root, "awaited")),
        "killed" => new ControlAnswer.Killed([.. Items(root, "reports").Select(Report)]),
        "refused" => new ControlAnswer.Refused(Text(root, "why")),
        var other => throw new JsonException($"there is no answer `{other}`"),
    });

    private static T Read<T>(byte[] line, Func<JsonElement, T> read)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            return read(document.RootElement);
        }
        catch (InvalidOperationException failure)
        {
            // Bytes that are no text are found when a value is taken, not by the parser.
            throw new JsonException("this is no text", failure);
        }
    }

    private static KillReport Report(JsonElement report) =>
        new(new TargetId(Text(report, "target")), KillText.OutcomeOf(Text(report, "outcome")), Text(report, "detail"));

    private static KillStrength Strength(JsonElement root) => Flag(root, "force") ? KillStrength.Kill : KillStrength.Terminate;

    private static ValueList<TargetId> Targets(JsonElement root, string name) =>
        [.. Items(root, name).Select(item => new TargetId(item.ValueKind is JsonValueKind.String ? item.GetString() ?? "" : throw Bad(name)))];

    private static JsonElement.ArrayEnumerator Items(JsonElement root, string name) =>
        Property(root, name) is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray() : throw Bad(name);

    private static string Text(JsonElement root, string name) =>
        Property(root, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() ?? "" : throw Bad(name);

    private static int Number(JsonElement root, string name) =>
        Property(root, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out int value) ? value : throw Bad(name);

    private static DateTimeOffset Moment(JsonElement root, string name) =>
        Property(root, name) is { ValueKind: JsonValueKind.String } text && text.TryGetDateTimeOffset(out DateTimeOffset moment) ? moment : throw Bad(name);

    private static bool Flag(JsonElement root, string name) => Property(root, name) switch
    {
        null or { ValueKind: JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.True } => true,
        _ => throw Bad(name),
    };

    private static JsonElement? Property(JsonElement root, string name) =>
        root.ValueKind is not JsonValueKind.Object ? throw new JsonException("this is no object")
        : root.TryGetProperty(name, out JsonElement value) ? value
        : null;

    private static JsonException Bad(string name) => new($"`{name}` is missing, or not what it should be");
}
