using System.Globalization;

namespace Ketrew.Backends.Daemonize;

/// <summary>Makes names that nobody else makes, in this process or another one.</summary>
/// <param name="clock">No two processes of a machine ask it at the same tick.</param>
internal sealed class UniqueNames(TimeProvider clock)
{
    private static int _count;

    /// <summary>A further one, fit for files.</summary>
    public string Next() => string.Create(CultureInfo.InvariantCulture, $"{clock.GetTimestamp():x}-{Interlocked.Increment(ref _count)}");
}
