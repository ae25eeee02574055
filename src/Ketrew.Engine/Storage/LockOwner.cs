using System.Globalization;

namespace Ketrew.Engine.Storage;

/// <summary>Who works on a project.</summary>
/// <param name="ProcessId">On that host.</param>
/// <param name="Host">Its name.</param>
/// <param name="Since">When it began.</param>
public sealed record LockOwner(int ProcessId, string Host, DateTimeOffset Since)
{
    internal string ToText() => string.Create(
        CultureInfo.InvariantCulture, $"pid {ProcessId}\nhost {Host}\nsince {Since.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}\n");
}
