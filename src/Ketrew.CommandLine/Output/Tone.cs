namespace Ketrew.CommandLine.Output;

/// <summary>How text is meant; the values are the terminal's own codes (ECMA-48, SGR).</summary>
internal enum Tone
{
    /// <summary>As the terminal has it.</summary>
    Plain = 0,

    /// <summary>Worth reading first.</summary>
    Strong = 1,

    /// <summary>Worth reading last.</summary>
    Quiet = 2,

    /// <summary>Failed.</summary>
    Bad = 31,

    /// <summary>Done.</summary>
    Good = 32,

    /// <summary>A warning, or something waiting.</summary>
    Careful = 33,

    /// <summary>A place that can be opened.</summary>
    Link = 36,
}
