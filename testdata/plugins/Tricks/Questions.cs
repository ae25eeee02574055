using Ketrew.Sdk;
using Ketrew.Sdk.Observations;
using Ketrew.Sdk.Syntax;

namespace Tricks;

/// <summary>Asks one question of each kind that is named, and emits the answers.</summary>
[Stanza("ask")]
public sealed class AskStanza : Stanza<AskStanza.Fields>
{
    public sealed record Value(string File, string Pointer);

    public sealed record Match(string File, string Expression);

    public sealed record Fields
    {
        public string? Text { get; init; }

        public string? Maybe { get; init; }

        public string? Bytes { get; init; }

        public Value? Value { get; init; }

        public Match? Lines { get; init; }

        public string? Exists { get; init; }

        public string? List { get; init; }

        public string? Glob { get; init; }

        public string? Environment { get; init; }

        public PlatformFacet? Platform { get; init; }

        public string Name { get; init; } = "answer";
    }

    protected override void Expand(Fields fields, StanzaContext context) => context.Emit(new TargetStanza(fields.Name)
    {
        Run = "true",
        Description = fields switch
        {
            { Text: { } file } => context.ReadText(file),
            { Maybe: { } file } => context.TryReadText(file) ?? "missing",
            { Bytes: { } file } => string.Join(' ', context.ReadBytes(file)),
            { Value: { } value } => context.ReadValue(value.File, value.Pointer) ?? "missing",
            { Lines: { } lines } => string.Join('|', context.Lines(lines.File, lines.Expression)),
            { Exists: { } path } => context.Exists(path).ToString(),
            { List: { } directory } => string.Join('|', context.List(directory).Select(entry => $"{entry.Path} {entry.Kind}")),
            { Glob: { } pattern } => string.Join('|', context.Glob(pattern)),
            { Environment: { } name } => context.Environment(name) ?? "unset",
            { Platform: { } facet } => context.Platform(facet),
            _ => "nothing asked",
        },
    });
}

/// <summary>Complains as it is told.</summary>
[Stanza("complain")]
public sealed class ComplainStanza : Stanza<ComplainStanza.Fields>
{
    public sealed record Fields(string? Error = null, string? Warning = null, string? Failure = null, string? Exception = null);

    protected override void Expand(Fields fields, StanzaContext context)
    {
        if (fields.Warning is not null)
        {
            context.Warning(fields.Warning, FieldPath.Stanza / "warning");
        }

        if (fields.Error is not null)
        {
            context.Error(fields.Error, FieldPath.Stanza / "error", "error: null");
        }

        if (fields.Failure is not null)
        {
            throw new StanzaFailedException(fields.Failure, FieldPath.Stanza / "failure");
        }

        if (fields.Exception is not null)
        {
            throw new InvalidOperationException(fields.Exception);
        }
    }
}

/// <summary>Asks another question each time. The name that it made up is what it emits.</summary>
[Stanza("fickle")]
public sealed class FickleStanza : Stanza
{
    protected override void Expand(Node fields, StanzaContext context)
    {
        string name = $"{EqualityComparer<string>.Default.GetHashCode("differs from process to process"):x32}";
        context.Exists("constant.txt");
        context.Exists(name);
        context.Emit(new GroupStanza($"g{name}"));
    }
}

/// <summary>Asks for an output, and goes on though it is told to wait.</summary>
[Stanza("impatient")]
public sealed class ImpatientStanza : Stanza<ImpatientStanza.Fields>
{
    public sealed record Fields(string Target, string Path);

    protected override void Expand(Fields fields, StanzaContext context)
    {
        string text = "nothing";
        try
        {
            text = context.OutputOf(fields.Target, fields.Path).TrimEnd();
        }
        catch (Exception)
        {
            context.Emit(new TargetStanza("too-early") { Run = "false" });
        }

        context.Emit(new TargetStanza("answer") { Run = "true", Description = text });
    }
}

/// <summary>Lets a tool run.</summary>
[Stanza("tool")]
public sealed class ToolStanza : Stanza<ToolStanza.Fields>
{
    public sealed record Fields(string Name, ValueList<string> Arguments, ValueList<ProjectPath> Inputs);

    protected override void Expand(Fields fields, StanzaContext context) =>
        context.Emit(new TargetStanza("answer") { Run = "true", Description = context.RunTool(fields.Name, fields.Arguments, fields.Inputs) });
}
