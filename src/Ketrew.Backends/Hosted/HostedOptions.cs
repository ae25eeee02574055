namespace Ketrew.Backends.Hosted;

/// <summary>How long things may take, and how they are tried again.</summary>
internal sealed record HostedOptions
{
    /// <summary>From the start of the process until plugins are loaded. Generous: a machine may be busy. Default: 1 min.</summary>
    public TimeSpan LoadLimit { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Until a request is answered, but for conditions, which are the user's. Default: 5 min: a scheduler may take its time.</summary>
    public TimeSpan RequestLimit { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How often the process is asked whether it is there. Default: 10 s.</summary>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many times in a row it may say nothing. Counted, not measured: this process may have been stopped, too. Default: 3.</summary>
    public int SilentPings { get; init; } = 3;

    /// <summary>The first wait before something that failed twice in a row is tried again; it doubles. Default: 0.1 s.</summary>
    public TimeSpan LeastWait { get; init; } = TimeSpan.FromSeconds(0.1);

    /// <summary>The longest such wait. Default: 30 s.</summary>
    public TimeSpan MostWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>After this time without trouble, trouble begins at <see cref="LeastWait"/> again. Default: 1 min.</summary>
    public TimeSpan CalmTime { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How often an attempt is looked for whose end nobody will tell, since the process that would have is gone. Default: 1 s.</summary>
    public TimeSpan FollowInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often a call is made again whose answer was lost with the process. Default: 3.</summary>
    public int Repetitions { get; init; } = 3;
}
