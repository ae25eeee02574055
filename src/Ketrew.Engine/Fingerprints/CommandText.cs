using System.Buffers;
using Ketrew.Sdk;
using Ketrew.Sdk.Planning;

namespace Ketrew.Engine.Fingerprints;

/// <summary>Writes commands so that a person can paste them into a POSIX shell, and no two read the same.</summary>
internal static class CommandText
{
    private static readonly SearchValues<char> _plain =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:=,+@%^");

    /// <summary>Interpreter and text on separate lines, or the arguments.</summary>
    public static string Of(Step step) => step switch
    {
        Step.Shell shell => $"{Quote(shell.Interpreter)}\n{shell.Text}",
        Step.Exec exec => Quote(exec.Arguments),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Quote(ValueList<string> arguments) => string.Join(' ', arguments.Select(Quote));

    private static string Quote(string argument) =>
        argument.Length > 0 && !argument.AsSpan().ContainsAnyExcept(_plain)
            ? argument
            : $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
