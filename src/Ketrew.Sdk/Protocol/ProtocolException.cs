namespace Ketrew.Sdk.Protocol;

/// <summary>The other side doesn't speak the protocol, or a message can't be said in it.</summary>
/// <param name="message">One full sentence.</param>
/// <param name="innerException">What was wrong with the bytes; null when they were too few or too many.</param>
internal sealed class ProtocolException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>True when a frame is longer than the limit. Default: false.</summary>
    public bool IsTooLong { get; init; }
}
