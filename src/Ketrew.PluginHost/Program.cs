using Ketrew.PluginHost;
using Ketrew.Sdk.Protocol;

UnusualCulture.TakeWhenAsked();
ProcessGroup.Lead();
using StandardStreams streams = StandardStreams.Capture();
ProcessGroup.DieWithEngine(streams.InputDescriptor);
using FrameStream frames = new(streams.Input, streams.Output);
try
{
    new Conversation(frames).Run();
    return 0;
}
catch (Exception exception) when (exception is ProtocolException or IOException)
{
    // The engine is gone or mad; it reads this when it is only mad.
    await Console.Error.WriteLineAsync(exception.Message);
    return 2;
}
