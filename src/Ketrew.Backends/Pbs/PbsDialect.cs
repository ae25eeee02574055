namespace Ketrew.Backends.Pbs;

/// <summary>Which of the programs called PBS it is.</summary>
internal enum PbsDialect
{
    /// <summary>OpenPBS and PBS Professional: answers in JSON, may keep a history.</summary>
    OpenPbs,

    /// <summary>Torque, and wrappers with its face: answers in text, shows what has ended for a while.</summary>
    Torque,
}
