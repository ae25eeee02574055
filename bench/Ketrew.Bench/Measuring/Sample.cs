namespace Ketrew.Bench.Measuring;

/// <summary>What one run of a program took.</summary>
/// <param name="Time">Wall time of the whole process.</param>
/// <param name="ProcessorTime">Of the process and those of its children that it waited for.</param>
/// <param name="PeakBytes">The memory of the largest of them.</param>
internal sealed record Sample(TimeSpan Time, TimeSpan ProcessorTime, long PeakBytes);
