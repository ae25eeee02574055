namespace Ketrew.Engine.Checking;

/// <summary>Whether a run comes to a target.</summary>
internal enum Reach
{
    /// <summary>Nobody needs it, as things stand.</summary>
    None,

    /// <summary>It depends on how something ends that is not known yet.</summary>
    Perhaps,

    /// <summary>It is asked for.</summary>
    Asked,
}
