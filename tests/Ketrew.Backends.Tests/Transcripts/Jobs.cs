using System.Globalization;
using Ketrew.Backends.Hosts;
using Ketrew.Backends.Scheduling;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;

namespace Ketrew.Backends.Tests.Transcripts;

/// <summary>Jobs for schedulers that are asked what they would say and do.</summary>
internal static class Jobs
{
    public static ScheduledJob Example(ResourceRequest resources = default, int number = 1) => new(
        new AttemptId(new RunId("p", 1), new TargetId("src/a:t"), number),
        string.Create(CultureInfo.InvariantCulture, $"k-p-1-src.a.t-{number}"),
        "compile",
        "/play/a dir/script",
        "/play/a dir",
        "/play/a dir/scheduler.log",
        resources);

    public static Submission Submission => new([Example()], [], "");

    public static JobReport Only(QueueAnswer answer) => Assert.Single(Assert.IsType<QueueAnswer.Known>(answer).Jobs).Value;

    public static CommandOutcome Failure(int code, string errors, string output = "") => new(code, output, errors);
}
