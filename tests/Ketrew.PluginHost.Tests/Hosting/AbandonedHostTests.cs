using System.Diagnostics;
using Ketrew.Expander.Hosting;
using Ketrew.Sdk.Protocol;
using Ketrew.Sdk.Syntax;

namespace Ketrew.PluginHost.Tests.Hosting;

public class AbandonedHostTests
{
    [Fact]
    public async Task A_host_whose_engine_is_gone_ends_though_its_plugin_never_does()
    {
        PluginHostLocation location = Builds.Options.Location!;
        ProcessStartInfo start = new(location.FileName, [.. location.Arguments, "launch", "3"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        using Process process = Process.Start(start)!;
        using FrameStream frames = new(process.StandardOutput.BaseStream, process.StandardInput.BaseStream);
        using CancellationTokenSource patience = new(TimeSpan.FromMinutes(1));
        frames.Read();
        frames.Write(new ProtocolMessage.Welcome(1));
        frames.Write(new ProtocolMessage.Confine());
        frames.Read();
        frames.Write(new ProtocolMessage.Load("unruly", Builds.Files("Unruly")));
        frames.Read();
        frames.Write(new ProtocolMessage.Expand(
            [new ExpansionQuery(1, "unruly", "misbehave", ".", Node.Mapping(("deed", "ask_and_hang")), Node.Mapping())]));
        frames.Read();
        frames.Write(new ProtocolMessage.Answered(1, ["missing"]));

        process.StandardInput.Close();
        await process.WaitForExitAsync(patience.Token);

        Assert.NotEqual(0, process.ExitCode);
    }
}
