namespace Ketrew.Sdk.Protocol.Backends;

/// <summary>What engine and plugin host say about backends.</summary>
/// <param name="input">Where messages come from; not disposed.</param>
/// <param name="output">Where messages go; flushed after each; not disposed.</param>
internal sealed class BackendFrames(Stream input, Stream output)
    : FrameStream<BackendMessage>(input, output, BackendJson.Default.BackendMessage, FrameStream<BackendMessage>.LimitBytes)
{
    /// <summary>The version of what both say.</summary>
    public const int Protocol = 1;
}
