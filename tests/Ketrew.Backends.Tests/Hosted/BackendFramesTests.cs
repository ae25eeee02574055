using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;
using Ketrew.Sdk.Protocol.Backends;

namespace Ketrew.Backends.Tests.Hosted;

public sealed class BackendFramesTests
{
    private static readonly AttemptId _id = new(new RunId("project", 3), new TargetId("a/b:c"), 2);

    [Fact]
    public void An_attempt_is_read_as_it_was_written()
    {
        Attempt attempt = new()
        {
            Id = _id,
            ProjectDirectory = "/p",
            Steps = [new Step.Shell("echo \"$A\"", ["sh", "-c"]) { Name = "first" }, new Step.Exec(["printf", "", "\n", "ü"])],
            Directory = "/p/a",
            Environment = [new NamedValue("A", "x\ny")],
            StandardInput = "/p/in",
            LogPath = "/p/log",
            Inputs = ["a/b"],
            Outputs = ["."],
            Resources = new ResourceRequest(4, 1L << 40, 1, TimeSpan.FromHours(30)),
            Container = new Container("image") { Volumes = ["/a:/b"], Options = ["--x"] },
        };

        BackendMessage read = ThereAndBack(new BackendMessage.Request(1, new BackendRequest.Start(2, [new StartTicket(3, attempt)])));

        BackendRequest.Start start = Assert.IsType<BackendRequest.Start>(Assert.IsType<BackendMessage.Request>(read).Content);
        Assert.Equal(new StartTicket(3, attempt), Assert.Single(start.Tickets));
    }

    [Fact]
    public void Observations_and_verdicts_are_read_as_they_were_written()
    {
        Verdict.Exited exited = new(3) { Step = "s", Usage = new ResourceUsage(TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(2), 1L << 40) };
        BackendMessage.Response response = new(1, new BackendResponse.Observed(
        [
            new AttemptObservation.Alive("queued") { IsWaiting = true, Began = new DateTimeOffset(2026, 11, 21, 1, 2, 3, TimeSpan.Zero) },
            new AttemptObservation.Ended(exited),
            .. ((Verdict[])[
                new Verdict.Signaled(9), new Verdict.StartRefused("r"), new Verdict.OutOfMemory(), new Verdict.NodeFailed("n"),
                new Verdict.TimeLimitReached("t"), new Verdict.Preempted("p"), new Verdict.Cancelled("c"), new Verdict.Lost("l"),
            ]).Select(verdict => new AttemptObservation.Ended(verdict)),
            new AttemptObservation.Unknown("why"),
        ]));

        Assert.Equal(response, ThereAndBack(response));
    }

    private static BackendMessage ThereAndBack(BackendMessage message)
    {
        using MemoryStream pipe = new();
        using BackendFrames frames = new(pipe, pipe);
        frames.Write(message);
        pipe.Position = 0;
        return frames.Read() ?? throw new InvalidOperationException("Nothing was written.");
    }
}
