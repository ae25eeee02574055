using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Pbs;

/// <summary>What the declaration of a backend says about PBS.</summary>
internal sealed record PbsSettings
{
    /// <summary>Which PBS; null to ask it.</summary>
    public PbsDialect? Dialect { get; init; }

    /// <summary>Where jobs are queued; null for where the server puts them.</summary>
    public string? Queue { get; init; }

    /// <summary>Who pays; null for nobody.</summary>
    public string? Account { get; init; }

    /// <summary>Further words for <c>qsub</c>.</summary>
    public ValueList<string> Options { get; init; }

    /// <summary>Reads them; problems are collected in the settings.</summary>
    public static PbsSettings Read(BackendSettings settings) => new()
    {
        Dialect = settings.OneOf("dialect", "openpbs", "torque") switch
        {
            "openpbs" => PbsDialect.OpenPbs,
            "torque" => PbsDialect.Torque,
            _ => null,
        },
        Queue = settings.Text("queue"),
        Account = settings.Text("account"),
        Options = settings.Texts("options"),
    };
}
