namespace Ketrew.Engine.Checking;

/// <summary>What differs from a target's last success.</summary>
public enum StaleKind
{
    /// <summary>There was no success yet.</summary>
    NeverSucceeded,

    /// <summary>It asks to run every time.</summary>
    Always,

    /// <summary>Somebody asked for it to run again.</summary>
    Forced,

    /// <summary>Its condition does not hold; the name is the part that does not.</summary>
    Condition,

    /// <summary>Its condition must be asked by a command, which only a run does.</summary>
    ConditionUnasked,

    /// <summary>An attempt of an earlier run goes on.</summary>
    Unfinished,

    /// <summary>A step differs, or there are more or fewer; the name is the step's position.</summary>
    Command,

    /// <summary>The working directory differs.</summary>
    Directory,

    /// <summary>A variable differs, is new or is gone.</summary>
    Environment,

    /// <summary>Another file is given as standard input, or takes standard output.</summary>
    Redirection,

    /// <summary>An output was added to or taken from its declaration.</summary>
    Declaration,

    /// <summary>The content of an input differs, or it is new or gone.</summary>
    Input,

    /// <summary>What a need left behind differs.</summary>
    Need,

    /// <summary>An output does not exist.</summary>
    OutputMissing,

    /// <summary>An output is not what the last success wrote.</summary>
    OutputChanged,

    /// <summary>A need may run, and may leave something else behind.</summary>
    NeedMayRun,

    /// <summary>An input was changed while the last success ran, so nobody knows which content it saw.</summary>
    Fingerprint,
}
