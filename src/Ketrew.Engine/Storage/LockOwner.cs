using System.Globalization;

namespace Ketrew.Engine.Storage;

/// <summary>Who works on a project.</summary>
/// <param name="ProcessId">On that host.</param>
/// <param name="Host">Its name.</param>
/// <param name="Since">When it began.</param>
public sealed record LockOwner(int ProcessId, string Host, DateTimeOffset Since)
{
    /// <summary>True when it works in the background, without a terminal. Default: false.</summary>
    public bool IsDetached { get; init; }

    internal string ToText() => string.Create(
        CultureInfo.InvariantCulture,
        $"pid {ProcessId}\nhost {Host}\nsince {Since.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}\n{(IsDetached ? "in the background\n" : "")}");
}
