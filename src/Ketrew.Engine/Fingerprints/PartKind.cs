namespace Ketrew.Engine.Fingerprints;

/// <summary>What a part of a fingerprint is about. The numbers are stored and never change their meaning.</summary>
internal enum PartKind
{
    /// <summary>Text for a shell; the name is the step's position.</summary>
    Shell = 1,

    /// <summary>A program and its arguments; the name is the step's position.</summary>
    Exec = 2,

    /// <summary>The working directory.</summary>
    Directory = 3,

    /// <summary>A variable.</summary>
    Environment = 4,

    /// <summary>The file given as standard input.</summary>
    StandardInput = 5,

    /// <summary>The file that takes standard output.</summary>
    StandardOutput = 6,

    /// <summary>A declared output's path.</summary>
    Output = 7,

    /// <summary>A declared input with its content.</summary>
    Input = 8,

    /// <summary>What a need left behind; its name is for people only.</summary>
    Need = 9,

    /// <summary>The container that the steps run in.</summary>
    Container = 10,
}
