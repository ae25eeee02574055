using Ketrew.Sdk.Protocol;
using Ketrew.Sdk.Protocol.Backends;

namespace Ketrew.PluginHost.Backends;

/// <summary>The host of backends: no sandbox, since starting jobs is what they are for, but a process of their own. It ends with the engine.</summary>
internal static class TrustedHost
{
    /// <summary>The program's argument that asks for it.</summary>
    public const string Argument = "backends";

    // What backends do to let go is not waited for longer than this.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    /// <summary>Serves until the engine closes.</summary>
    /// <returns>The exit code.</returns>
    public static int Serve()
    {
        using StandardStreams streams = StandardStreams.Capture();
        using BackendFrames frames = new(streams.Input, streams.Output);
        using BackendConversation conversation = new(frames);
        int exitCode = Talk(conversation);
        new Thread(EndLate) { IsBackground = true, Name = "end" }.Start();
        try
        {
            _ = conversation.ReleaseAsync().Wait(_patience);
        }
        catch (AggregateException exception)
        {
            Console.Error.WriteLine(exception.InnerException?.Message);
        }

        return exitCode;
    }

    private static int Talk(BackendConversation conversation)
    {
        try
        {
            conversation.Run();
            return 0;
        }
        catch (IOException)
        {
            // The engine is gone, and said nothing.
            return 0;
        }
        catch (ProtocolException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return 2;
        }
    }

    // Threads of plugins, or what they do at the end of a process, could keep it for ever.
    private static void EndLate()
    {
        Thread.Sleep(_patience + _patience);
        System.Diagnostics.Process.GetCurrentProcess().Kill();
    }
}
