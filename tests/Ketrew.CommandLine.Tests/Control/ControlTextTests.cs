using System.Text;
using Ketrew.CommandLine.Control;
using Ketrew.Engine.Running;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.CommandLine.Tests.Control;

public sealed class ControlTextTests
{
    private static readonly ValueList<TargetId> _targets = [new TargetId("a"), new TargetId("src/ü:\"b\"\n")];

    public static TheoryData<string> Requests => [.. AllRequests.Select(request => request.ToString())];

    public static TheoryData<string> Answers => [.. AllAnswers.Select(answer => answer.ToString())];

    private static ControlRequest[] AllRequests =>
    [
        new ControlRequest.Release(),
        new ControlRequest.Kill(_targets, KillStrength.Terminate),
        new ControlRequest.Kill([], KillStrength.Kill),
        new ControlRequest.KillRun(WithEarlierRuns: true, KillStrength.Kill),
        new ControlRequest.KillRun(WithEarlierRuns: false, KillStrength.Terminate),
    ];

    private static ControlAnswer[] AllAnswers =>
    [
        new ControlAnswer.Hello(4711, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), IsDetached: true),
        new ControlAnswer.Begun(12),
        new ControlAnswer.Releasing(_targets),
        new ControlAnswer.Killed([.. Enum.GetValues<KillOutcome>().Select(outcome => new KillReport(_targets[1], outcome, $"{outcome}"))]),
        new ControlAnswer.Refused("it means nothing"),
    ];

    [Theory]
    [MemberData(nameof(Requests))]
    public void A_request_is_read_as_it_was_written(string which)
    {
        ControlRequest request = Array.Find(AllRequests, one => one.ToString() == which)!;

        string line = ControlText.Write(request);

        Assert.Equal(request, ControlText.ReadRequest(Encoding.UTF8.GetBytes(line)));
        Assert.DoesNotContain('\n', line);
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public void An_answer_is_read_as_it_was_written(string which)
    {
        ControlAnswer answer = Array.Find(AllAnswers, one => one.ToString() == which)!;

        string line = ControlText.Write(answer);

        Assert.Equal(answer, ControlText.ReadAnswer(Encoding.UTF8.GetBytes(line)));
        Assert.DoesNotContain('\n', line);
    }

    [Fact]
    public Task Lines_look_as_they_are_documented() =>
        Verify(string.Concat(AllRequests.Select(ControlText.Write).Concat(AllAnswers.Select(ControlText.Write)).Select(line => line + "\n")));

    [Fact]
    public void What_a_newer_program_adds_is_passed_over()
    {
        ControlRequest request = ControlText.ReadRequest("""{"request":"release","politely":true}"""u8.ToArray());

        Assert.Equal(new ControlRequest.Release(), request);
    }
}
