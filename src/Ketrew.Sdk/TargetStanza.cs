using Ketrew.Sdk.Planning;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Sdk;

/// <summary>A unit of work. Give one of <see cref="Run"/>, <see cref="Exec"/> or <see cref="Steps"/>; a target that only has <see cref="DoneWhen"/> checks that something is there.</summary>
/// <param name="Name">Unique in its directory.</param>
public sealed record TargetStanza(string Name) : EmittedStanza
{
    /// <summary>What it is for; empty when nobody says.</summary>
    public string Description { get; init; } = "";

    /// <summary>Words to select it by.</summary>
    public ValueList<string> Tags { get; init; }

    /// <summary>Whatever is worth keeping with it.</summary>
    public ValueList<NamedValue> Metadata { get; init; }

    /// <summary>Targets that must succeed first: <c>name</c> in the same directory, <c>directory:name</c> elsewhere. Producers of <see cref="Inputs"/> needn't be named.</summary>
    public ValueList<string> Needs { get; init; }

    /// <summary>Files it reads: paths and globs of the project.</summary>
    public ValueList<GlobPattern> Inputs { get; init; }

    /// <summary>Files or directories it writes.</summary>
    public ValueList<ProjectPath> Outputs { get; init; }

    /// <summary>Text for the shell. Words that come from outside are written with <see cref="Shell.Quote(string)"/>.</summary>
    public string? Run { get; init; }

    /// <summary>A program and its arguments, without a shell.</summary>
    public ValueList<string> Exec { get; init; }

    /// <summary>Several processes one after the other, until one fails.</summary>
    public ValueList<StepFields> Steps { get; init; }

    /// <summary>The program that takes shell text as its last argument; empty means the default of the directory (<c>sh -eu -c</c>).</summary>
    public ValueList<string> Interpreter { get; init; }

    /// <summary>The working directory; null means the directory that the stanza is emitted into.</summary>
    public ProjectPath? WorkingDirectory { get; init; }

    /// <summary>Variables on top of the base set.</summary>
    public ValueList<NamedValue> Environment { get; init; }

    /// <summary>File given as standard input; null means nothing.</summary>
    public ProjectPath? StandardInput { get; init; }

    /// <summary>File that takes standard output; it is an output without being named among them. Null means the log.</summary>
    public ProjectPath? StandardOutput { get; init; }

    /// <summary>Run even when nothing changed. Default: false.</summary>
    public bool Always { get; init; }

    /// <summary>How long one attempt may take; null means the default of the directory (for ever).</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Whether to try again after a failure; null means the default of the directory (never).</summary>
    public RetryPolicy? Retries { get; init; }

    /// <summary>Leave what a failed attempt wrote in place; null means the default of the directory (no).</summary>
    public bool? KeepFailedOutputs { get; init; }

    /// <summary>What tells that it is done: <c>new Condition.Exists(["out/a.csv"])</c>; null means that its inputs and outputs do.</summary>
    public Condition? DoneWhen { get; init; }

    /// <summary>Whether it is one with targets that have the same condition; null means the default of the directory (it is). Meaningless without <see cref="DoneWhen"/>.</summary>
    public Equivalence? Equivalence { get; init; }

    /// <summary>Targets to activate once it is done, named as in <see cref="Needs"/>. What becomes of them means nothing to it.</summary>
    public ValueList<string> OnSuccess { get; init; }

    /// <summary>Targets to activate once it failed or can't run, named as in <see cref="Needs"/>.</summary>
    public ValueList<string> OnFailure { get; init; }

    /// <summary>The backend that runs it; empty means the default of the directory.</summary>
    public string Backend { get; init; } = "";

    /// <summary>The host that it runs on; empty means the default of the directory.</summary>
    public string Host { get; init; } = "";

    /// <summary>The container that its steps run in: <c>new("docker.io/library/alpine:3.20")</c>; null means the default of the directory (none).</summary>
    public Container? Container { get; init; }

    /// <summary>What it asks of the machine that runs it: <c>new(Cpus: 4, …)</c>; null means the default of the directory.</summary>
    public ResourceRequest? Resources { get; init; }

    /// <summary>What it takes of the workflow's pools while it runs: <c>[new("license"), new("memory", 8)]</c>; null means the default of the directory, an empty list none.</summary>
    public ValueList<PoolUse>? Pools { get; init; }

    /// <summary>Among targets that could run, those with the higher number go first; null means the default of the directory (0).</summary>
    public int? Priority { get; init; }

    /// <inheritdoc/>
    public override string Kind => "target";

    /// <inheritdoc/>
    public override Node ToFields(ProjectPath directory) => new FieldWriter(directory)
        .Text("name", Name)
        .Text("description", Description)
        .Texts("tags", Tags)
        .Values("metadata", Metadata)
        .Texts("needs", Needs)
        .Globs("inputs", Inputs)
        .Paths("outputs", Outputs)
        .Text("run", Run)
        .Texts("exec", Exec)
        .Nodes("steps", [.. Steps.Select(step => step.ToNode(directory))])
        .Texts("shell", Interpreter)
        .Path("directory", WorkingDirectory)
        .Values("environment", Environment)
        .Path("stdin", StandardInput)
        .Path("stdout", StandardOutput)
        .Flag("always", Always ? true : null)
        .Duration("timeout", Timeout)
        .Retries("retries", Retries)
        .Flag("keep_failed_outputs", KeepFailedOutputs)
        .Condition("done_when", DoneWhen)
        .Equivalence("equivalence", DoneWhen is null ? null : Equivalence)
        .Texts("on_success", OnSuccess)
        .Texts("on_failure", OnFailure)
        .Text("backend", Backend)
        .Text("host", Host)
        .Container("container", Container)
        .Resources("resources", Resources)
        .Pools("pools", Pools)
        .Number("priority", Priority)
        .ToNode();
}
