using Ketrew.PluginHost;
using Ketrew.PluginHost.Backends;
using Ketrew.PluginHost.Sandboxing;
using Ketrew.Sdk.Protocol;

ProcessGroup.Lead();
if (args is [TrustedHost.Argument])
{
    // Not by returning: threads of plugins would be waited for.
    Environment.Exit(TrustedHost.Serve());
}

Confinement confinement = Launcher.Launch(args);
return Serve(confinement);

// A method of its own: the process that only launches doesn't need to compile it.
static int Serve(Confinement confinement)
{
    UnusualCulture.TakeWhenAsked();
    using StandardStreams streams = StandardStreams.Capture();
    ProcessGroup.DieWithEngine(streams.InputDescriptor);
    using FrameStream frames = new(streams.Input, streams.Output);
    try
    {
        new Conversation(frames, new Sandbox(confinement)).Run();
        return 0;
    }
    catch (Exception exception) when (exception is ProtocolException or IOException)
    {
        // The engine is gone or mad; it reads this when it is only mad.
        Console.Error.WriteLine(exception.Message);
        return 2;
    }
}
