using System.Globalization;
using Ketrew.Sdk;

namespace Ketrew.CommandLine.Unchanged;

/// <summary>A command line that asks for a run in the simplest way: what it says can be read without knowing all verbs and their options.</summary>
/// <param name="Directory">What follows <c>-C</c>; null for the working directory.</param>
/// <param name="File">What follows <c>-f</c>; null when it has to be looked for.</param>
/// <param name="IsLocked">True with <c>--locked</c>.</param>
/// <param name="Names">The targets that are named.</param>
internal sealed record PlainRunArguments(string? Directory, string? File, bool IsLocked, ValueList<string> Names)
{
    /// <summary>What follows <c>-j</c>; null when nothing does.</summary>
    public int? Jobs { get; init; }

    /// <summary>True with <c>-k</c>.</summary>
    public bool KeepsGoing { get; init; }

    private const int MostJobs = 10_000;

    /// <summary>Reads a command line; null for one that asks for anything else, or in another way.</summary>
    /// <param name="arguments">Without the program's name.</param>
    public static PlainRunArguments? TryRead(string[] arguments)
    {
        if (arguments is not ["run", ..])
        {
            return null;
        }

        PlainRunArguments read = new(null, null, false, []);
        HashSet<char> seen = [];
        for (int i = 1; i < arguments.Length; i++)
        {
            string? value = i + 1 < arguments.Length ? arguments[i + 1] : null;
            switch (arguments[i])
            {
                case "-C" or "--directory" when IsValue(value) && seen.Add('C'):
                    read = read with { Directory = value };
                    i++;
                    break;
                case "-f" or "--file" when IsValue(value) && seen.Add('f'):
                    read = read with { File = value };
                    i++;
                    break;
                case "-j" or "--jobs" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int jobs) && jobs is >= 1 and <= MostJobs && seen.Add('j'):
                    read = read with { Jobs = jobs };
                    i++;
                    break;
                case "-k" or "--keep-going" when seen.Add('k'):
                    read = read with { KeepsGoing = true };
                    break;
                case "--locked" when seen.Add('l'):
                    read = read with { IsLocked = true };
                    break;
                case var name when IsValue(name):
                    read = read with { Names = read.Names.Add(name) };
                    break;
                default:
                    return null;
            }
        }

        return read;
    }

    // A text that means itself: no option, no file of arguments, no value of the flag before it.
    private static bool IsValue(string? text) => text is { Length: > 0 } && text[0] is not ('-' or '@') && !bool.TryParse(text, out _);
}
