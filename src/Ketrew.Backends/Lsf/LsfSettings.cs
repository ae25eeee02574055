using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Lsf;

/// <summary>What the declaration of a backend says about LSF.</summary>
internal sealed record LsfSettings
{
    /// <summary>Which LSF; null to ask it.</summary>
    public LsfDialect? Dialect { get; init; }

    /// <summary>Where jobs are queued; null for the default queue.</summary>
    public string? Queue { get; init; }

    /// <summary>Who pays; null for nobody.</summary>
    public string? Project { get; init; }

    /// <summary>Further words for <c>bsub</c>.</summary>
    public ValueList<string> Options { get; init; }

    /// <summary>Reads them; problems are collected in the settings.</summary>
    public static LsfSettings Read(BackendSettings settings) => new()
    {
        Dialect = settings.OneOf("dialect", "lsf", "openlava") switch
        {
            "lsf" => LsfDialect.Lsf,
            "openlava" => LsfDialect.OpenLava,
            _ => null,
        },
        Queue = settings.Text("queue"),
        Project = settings.Text("project"),
        Options = settings.Texts("options"),
    };
}
