namespace Ketrew.Sdk.Backends;

/// <summary>What an attempt used, with all processes it waited for.</summary>
/// <param name="UserTime">Processor time in its own code.</param>
/// <param name="SystemTime">Processor time in the kernel.</param>
/// <param name="PeakMemoryBytes">The largest resident set of one of its processes.</param>
public readonly record struct ResourceUsage(TimeSpan UserTime, TimeSpan SystemTime, long PeakMemoryBytes)
{
    /// <summary>Both added up: times are summed, the larger peak wins.</summary>
    /// <param name="other">A further step.</param>
    public ResourceUsage Add(ResourceUsage other) =>
        new(UserTime + other.UserTime, SystemTime + other.SystemTime, Math.Max(PeakMemoryBytes, other.PeakMemoryBytes));
}
