using FsCheck;
using FsCheck.Fluent;
using Ketrew.Backends.Daemonize;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Tests.Daemonize;

public sealed class VerdictTextTests
{
    // As a script left it, with what is left of the room that it had taken.
    private const string Sample =
        "ketrew-verdict/1\nresult\texit\t3\nstep\ta\\tb\nasked\t0\nended\t2026-11-21T09:30:00Z\n"
        + "process\t4712 4711 512345 9bb3fa94-4709-4892-b576-74c01f648a1e testhost\nuser\t1m2.250s\nsystem\t0m0.5s\nend\n      \n";

    [Fact]
    public void Everything_is_read()
    {
        Verdict? verdict = VerdictText.Parse(Sample);

        Assert.Equal(
            new Verdict.Exited(3) { Step = "a\tb", Usage = new ResourceUsage(TimeSpan.FromSeconds(62.25), TimeSpan.FromSeconds(0.5), 0) }, verdict);
    }

    [Theory]
    [InlineData("exit\t0", "Exited { Usage = , Step = , Code = 0 }")]
    [InlineData("signal\t15", "Signaled")]
    [InlineData("memory\t9", "OutOfMemory")]
    [InlineData("refused\tthere is no\\nprogram", "StartRefused")]
    public void Every_result_has_its_verdict(string result, string expected)
    {
        Verdict? verdict = VerdictText.Parse($"ketrew-verdict/1\nresult\t{result}\nend\n");

        Assert.StartsWith(expected.Split(' ')[0], verdict?.GetType().Name, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exit\t-1")]
    [InlineData("exit\t")]
    [InlineData("exit")]
    [InlineData("done\t0")]
    public void What_is_not_understood_is_no_verdict(string result) =>
        Assert.Null(VerdictText.Parse($"ketrew-verdict/1\nresult\t{result}\nend\n"));

    [Fact]
    public void No_beginning_of_a_verdict_is_a_verdict()
    {
        int whole = Sample.IndexOf("end\n", StringComparison.Ordinal) + 4;

        Assert.All(Enumerable.Range(0, whole), length => Assert.Null(VerdictText.Parse(Sample[..length])));
        Assert.NotNull(VerdictText.Parse(Sample[..whole]));
    }

    [Fact]
    public void No_beginning_of_any_verdict_over_what_was_there_before_is_a_verdict() => Prop.ForAll(
        ArbMap.Default.ArbFor<(NonNull<string> Step, byte Code, ushort Length, NonNull<string> Before)>(),
        sample =>
        {
            string whole = $"ketrew-verdict/1\nresult\texit\t{sample.Code}\nstep\t{RecordText.Escape(sample.Step.Get)}\nend\n";
            int length = sample.Length % whole.Length;
            string before = sample.Before.Get.Replace("end", "", StringComparison.Ordinal);
            return VerdictText.Parse(whole[..length] + before) is null && VerdictText.Parse(whole + before) is Verdict.Exited { Step: var step } && step == sample.Step.Get;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Escaped_text_has_no_tabs_and_line_ends_and_comes_back() => Prop.ForAll<NonNull<string>>(text =>
        !RecordText.Escape(text.Get).AsSpan().ContainsAny('\t', '\n', '\r') && RecordText.Unescape(RecordText.Escape(text.Get)) == text.Get)
        .QuickCheckThrowOnFailure();
}
