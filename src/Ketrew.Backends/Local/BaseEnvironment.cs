using Ketrew.Sdk;
using Ketrew.Sdk.Planning;

namespace Ketrew.Backends.Local;

/// <summary>The variables that every attempt gets from whoever started the engine. Nothing else leaks into a target,
/// so that it does the same for everybody; and none of these is part of a fingerprint.</summary>
public static class BaseEnvironment
{
    // PATH finds programs; HOME, USER, LOGNAME and SHELL say who runs; LANG and LC_* choose encodings; TERM and TZ keep tools
    // from complaining; TMPDIR is where there is room for temporary files.
    private static readonly HashSet<string> _names = ["PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "TERM", "TMPDIR", "TZ"];

    /// <summary>Chooses the base set: PATH, HOME, USER, LOGNAME, SHELL, LANG, LC_*, TERM, TMPDIR and TZ.</summary>
    /// <param name="environment">All variables of a process.</param>
    /// <returns>Those of the set that exist, in ordinal order of names.</returns>
    public static ValueList<NamedValue> Select(IEnumerable<KeyValuePair<string, string>> environment) =>
        environment
            .Where(variable => _names.Contains(variable.Key) || variable.Key.StartsWith("LC_", StringComparison.Ordinal))
            .Select(variable => new NamedValue(variable.Key, variable.Value))
            .OrderBy(variable => variable.Name, StringComparer.Ordinal)
            .ToValueList();
}
