namespace Ketrew.Stanzas.Tests.Genomics;

/// <summary>The programs that the stanzas run.</summary>
internal static class GenomicsTools
{
    private static readonly string[] _programs = ["bwa", "samtools", "bcftools"];

    /// <summary>Why nothing can be run; null when all of them are there.</summary>
    public static string? WhatIsMissing { get; } = _programs.All(IsInstalled)
        ? null
        : "bwa, samtools and bcftools are not installed: apt-get install bwa samtools bcftools";

    private static bool IsInstalled(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Any(directory => File.Exists(Path.Combine(directory, program)));
}

/// <summary>A test that is skipped where the programs are missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class GenomicsFactAttribute : FactAttribute
{
    /// <summary>Looks for them.</summary>
    public GenomicsFactAttribute() => Skip = GenomicsTools.WhatIsMissing;
}
