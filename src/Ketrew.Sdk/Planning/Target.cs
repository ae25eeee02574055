namespace Ketrew.Sdk.Planning;

/// <summary>The unit of work of a plan.</summary>
public sealed record Target
{
    /// <summary>What it is called in the whole project.</summary>
    public required TargetId Id { get; init; }

    /// <summary>What it is for, for people; empty when nobody said.</summary>
    public string Description { get; init; } = "";

    /// <summary>Words to select it by; ordinal order, every tag once.</summary>
    public ValueList<string> Tags { get; init; }

    /// <summary>Whatever its author wants to keep with it; not part of its fingerprint.</summary>
    public ValueList<NamedValue> Metadata { get; init; }

    /// <summary>Targets that must succeed first, as named by the author. Producers of <see cref="Inputs"/> come on top.</summary>
    public ValueList<TargetId> Needs { get; init; }

    /// <summary>Files it reads, globs already answered. One that another target outputs makes that target a need.</summary>
    public ValueList<ProjectPath> Inputs { get; init; }

    /// <summary>Files or directories it writes. Nobody else may write them.</summary>
    public ValueList<ProjectPath> Outputs { get; init; }

    /// <summary>What is run, one after the other until one fails; empty for a group, which is done when its needs are.</summary>
    public ValueList<Step> Steps { get; init; }

    /// <summary>The working directory of every step. Default: the project's root.</summary>
    public ProjectPath Directory { get; init; }

    /// <summary>Variables on top of the base set; ordinal order of names, every name once.</summary>
    public ValueList<NamedValue> Environment { get; init; }

    /// <summary>File given as standard input; null means nothing (<c>/dev/null</c>).</summary>
    public ProjectPath? StandardInput { get; init; }

    /// <summary>File that takes standard output instead of the log, one of <see cref="Outputs"/>; null means the log.</summary>
    public ProjectPath? StandardOutput { get; init; }

    /// <summary>Run even when nothing changed. Default: false.</summary>
    public bool Always { get; init; }

    /// <summary>How long one attempt may take, all steps together; null means for ever.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Whether to try again after a failure. Default: never.</summary>
    public RetryPolicy Retries { get; init; } = RetryPolicy.None;

    /// <summary>Leave what a failed attempt wrote in place instead of moving it aside. Default: false.</summary>
    public bool KeepFailedOutputs { get; init; }

    /// <summary>What tells that it is done; null means that its fingerprint and outputs do.</summary>
    public Condition? DoneWhen { get; init; }

    /// <summary>Whether it is one with targets that have the same condition. Meaningless without <see cref="DoneWhen"/>.</summary>
    public Equivalence Equivalence { get; init; }

    /// <summary>Targets to activate once it is done, in whatever way. What becomes of them means nothing to it.</summary>
    public ValueList<TargetId> OnSuccess { get; init; }

    /// <summary>Targets to activate once it failed, was killed, or can't run because of what it needs.</summary>
    public ValueList<TargetId> OnFailure { get; init; }

    /// <summary>The backend that runs it; empty means the engine's first one, or with a <see cref="Host"/> <c>daemonize</c>.</summary>
    public string Backend { get; init; } = "";

    /// <summary>The host that it runs on: one that the workflow declares, or an address; empty means where its backend is.</summary>
    public string Host { get; init; } = "";

    /// <summary>What the engine calls what runs it: the backend, and after <c>@</c> the host that was named; empty means the engine's first one.</summary>
    public string BackendName() => Host.Length == 0 ? Backend : $"{(Backend.Length == 0 ? "daemonize" : Backend)}@{Host}";

    /// <summary>The container that its steps run in; null for none.</summary>
    public Container? Container { get; init; }

    /// <summary>What it asks of the machine that runs it.</summary>
    public ResourceRequest Resources { get; init; }

    /// <summary>What it takes of the plan's pools while it runs; ordinal order of names, every pool once.</summary>
    public ValueList<PoolUse> Pools { get; init; }

    /// <summary>Among targets that could run, those with the higher number go first. Default: 0.</summary>
    public int Priority { get; init; }

    /// <summary>Where it comes from; null when a program built it.</summary>
    public Provenance? Provenance { get; init; }
}

/// <summary>A name with its value: a variable of the environment, an entry of the metadata.</summary>
/// <param name="Name">Not empty.</param>
/// <param name="Value">May be empty.</param>
public sealed record NamedValue(string Name, string Value);
