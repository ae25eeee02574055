using Ketrew.Sdk;

namespace Ketrew.Stanzas.Genomics;

/// <summary>The shell of the pipelines: plain <c>sh</c> would not notice that a program in the middle failed.</summary>
internal static class Bash
{
    /// <summary>Stops at the first failure, in pipes too.</summary>
    public static ValueList<string> Interpreter { get; } = ["bash", "-euo", "pipefail", "-c"];
}
