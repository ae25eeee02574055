using System.Diagnostics;
using Ketrew.Sdk.Protocol;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Bench.Sandbox;

/// <summary>One plugin host, spoken to as the engine does.</summary>
internal sealed class HostRun : IDisposable
{
    private const string Stanza =
        """
        [Stanza("curious")]
        public sealed class CuriousStanza : Stanza<CuriousStanza.Fields>
        {
            public sealed record Fields(int Times);

            protected override void Expand(Fields fields, StanzaContext context)
            {
                for (int i = 0; i < fields.Times; i++)
                {
                    context.Exists($"file-{i}");
                }
            }
        }
        """;

    private readonly Process _process;
    private readonly FrameStream _frames;

    /// <param name="host">Absolute path of <c>Ketrew.PluginHost.dll</c>.</param>
    /// <param name="level">How far its sandbox is to be closed; null begins it without any.</param>
    public HostRun(string host, int? level)
    {
        string[] launch = level is { } number ? ["launch", $"{number:D}"] : [];
        ProcessStartInfo start = new("dotnet", ["exec", host, .. launch]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach ((string name, string value) in (ReadOnlySpan<(string, string)>)
            [("TZ", "UTC"), ("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1"), ("DOTNET_EnableDiagnostics", "0"), ("DOTNET_TieredPGO", "0"), ("DOTNET_EnableWriteXorExecute", "0"), ("DOTNET_GCHeapHardLimit", "0x20000000")])
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _frames = new FrameStream(_process.StandardOutput.BaseStream, _process.StandardInput.BaseStream);
    }

    /// <summary>The time that it has computed so far.</summary>
    public TimeSpan ProcessorTime => _process.TotalProcessorTime;

    /// <summary>Waits until it is there.</summary>
    public void ComeUp()
    {
        _ = Hear<ProtocolMessage.Hello>();
        _frames.Write(new ProtocolMessage.Welcome(1));
    }

    /// <summary>Closes its sandbox.</summary>
    /// <returns>The level that it reached.</returns>
    public int Confine()
    {
        _frames.Write(new ProtocolMessage.Confine());
        return Hear<ProtocolMessage.Confined>().Level;
    }

    /// <summary>Compiles a stanza that asks; before the sandbox is closed.</summary>
    public PluginFile Compile()
    {
        _frames.Write(new ProtocolMessage.Compile([new PluginSource("curious", "curious.stanza.cs", Stanza)]));
        return new PluginFile("curious.dll", Hear<ProtocolMessage.Compiled>().Assembly);
    }

    /// <summary>Loads a plugin.</summary>
    public void Load(PluginFile plugin)
    {
        _frames.Write(new ProtocolMessage.Load("curious", [plugin]));
        _ = Hear<ProtocolMessage.Loaded>();
    }

    /// <summary>Expands a stanza that asks, and answers it.</summary>
    public void Ask(int times)
    {
        _frames.Write(new ProtocolMessage.Expand([new ExpansionQuery(times, "curious", "curious", ".", Node.Mapping(("times", times)), Node.Mapping())]));
        while (_frames.Read() is ProtocolMessage.Ask)
        {
            _frames.Write(new ProtocolMessage.Answered(times, ["entry", "missing"]));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _frames.Dispose();
        _process.Dispose();
    }

    private T Hear<T>()
        where T : ProtocolMessage => _frames.Read() as T ?? throw new InvalidOperationException($"The host doesn't say {typeof(T).Name}.");
}
