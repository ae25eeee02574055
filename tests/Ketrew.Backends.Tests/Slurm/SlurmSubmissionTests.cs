using System.Runtime.Versioning;
using Ketrew.Backends.Hosts;
using Ketrew.Backends.Scheduling;
using Ketrew.Backends.Tests.Contract;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;

namespace Ketrew.Backends.Tests.Slurm;

/// <summary>How attempts become jobs: refused, once, in arrays, many at a time.</summary>
[UnsupportedOSPlatform("windows")]
[Collection("slurm")]
public sealed class SlurmSubmissionTests(SlurmFixture slurm)
{
    [Theory]
    [InlineData("partition: nowhere", "invalid partition specified: nowhere; Invalid partition name specified")]
    [InlineData("constraint: bigmem", "Invalid feature specification")]
    [InlineData("options: --no-such-option", "unrecognized option '--no-such-option'")]
    public async Task What_Slurm_refuses_is_told_in_its_words_and_never_as_started(string setting, string words)
    {
        await using SlurmBench bench = new(slurm.Cluster, setting);

        Listener listener = await bench.Work.StartAsync(bench.NewAttempt("true"));
        Verdict verdict = await listener.EndedAsync();

        Assert.Contains(words, Assert.IsType<Verdict.StartRefused>(verdict).Message, StringComparison.Ordinal);
        Assert.Equal(["ended"], listener.Calls);
    }

    [Fact]
    public async Task Each_of_a_refused_array_hears_the_refusal()
    {
        await using SlurmBench bench = new(slurm.Cluster, "partition: nowhere");
        Listener[] listeners = [.. Enumerable.Range(1, 3).Select(_ => new Listener())];

        for (int i = 0; i < listeners.Length; i++)
        {
            bench.Backend.Start([bench.NewAttempt("true", i + 1)], listeners[i]);
        }

        Verdict[] verdicts = await Task.WhenAll(listeners.Select(listener => listener.EndedAsync()));

        Assert.All(verdicts, verdict => Assert.Contains("nowhere", Assert.IsType<Verdict.StartRefused>(verdict).Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_accepted_and_would_never_run_is_refused_with_the_reason_and_leaves_the_queue()
    {
        await using SlurmBench bench = new(slurm.Cluster, "partition: short");
        Attempt attempt = bench.NewAttempt("true") with { Resources = new ResourceRequest(1, 0, 0, TimeSpan.FromMinutes(10)) };

        AttemptReference reference = await bench.SubmitAsync(attempt);
        Verdict verdict = await bench.EndAsync(reference);

        Assert.StartsWith("it would never run: PENDING (Partition", Assert.IsType<Verdict.StartRefused>(verdict).Message, StringComparison.Ordinal);
        Assert.DoesNotContain(SlurmBench.JobOf(reference), slurm.Cluster.Ask("squeue -h -o %i").Split('\n'));
    }

    [Fact]
    public async Task A_job_that_cannot_be_launched_says_what_to_look_for()
    {
        await using SlurmBench bench = new(slurm.Cluster, "options: --output=/nonexistent/log");

        Verdict verdict = await bench.Work.RunAsync(bench.NewAttempt("true"));

        Assert.Contains("its playground must be on a file system that all nodes see", Assert.IsType<Verdict.StartRefused>(verdict).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_playground_that_cannot_be_made_is_a_refusal_with_its_path()
    {
        await using SlurmBench bench = new(slurm.Cluster);
        _ = bench.Work.Directory.Write("playgrounds", "a file");

        Listener listener = await bench.Work.StartAsync(bench.NewAttempt("true"));

        Assert.Contains(bench.Work.Directory["playgrounds"], Assert.IsType<Verdict.StartRefused>(await listener.EndedAsync()).Message, StringComparison.Ordinal);
        Assert.Equal(KillAnswer.Unknown, await Bench.KillAsync(bench.Backend, new AttemptReference(bench.NewAttempt("").Id, ""), KillStrength.Kill));
        File.Delete(bench.Work.Directory["playgrounds"]);
    }

    [Fact]
    public async Task Equal_attempts_are_one_array_and_each_has_its_own_end()
    {
        await using SlurmBench bench = new(slurm.Cluster);
        ValueList<Attempt> attempts = Enumerable.Range(1, 5).Select(i => bench.NewAttempt(i == 5 ? "echo ready; sleep 1000" : $"echo {i}; exit {i}", i)).ToValueList();

        ValueList<AttemptReference> references = await bench.SubmitAsync(bench.Backend, attempts);
        Verdict[] verdicts = await Task.WhenAll(references.Take(4).Select(bench.EndAsync));
        await bench.Work.LogAsync("ready", 5);
        KillAnswer answer = await Bench.KillAsync(bench.Backend, references[4], KillStrength.Terminate);
        Verdict last = await bench.EndAsync(references[4]);

        Assert.Single(references.Select(reference => SlurmBench.JobOf(reference).Split('_')[0]).Distinct());
        Assert.Equal([1, 2, 3, 4], verdicts.Select(verdict => Assert.IsType<Verdict.Exited>(verdict).Code));
        Assert.Equal("3\n", bench.Work.Log(3));
        Assert.Equal((KillAnswer.Delivered, 15), (answer, Assert.IsType<Verdict.Signaled>(last).Signal));
    }

    [Fact]
    public async Task One_waiting_task_of_an_array_is_ended_without_the_others()
    {
        await using SlurmBench bench = new(slurm.Cluster, "options: --hold");
        ValueList<Attempt> attempts = Enumerable.Range(1, 3).Select(i => bench.NewAttempt("true", i)).ToValueList();
        ValueList<AttemptReference> references = await bench.SubmitAsync(bench.Backend, attempts);

        _ = await Bench.KillAsync(bench.Backend, references[1], KillStrength.Kill);
        Verdict verdict = await bench.EndAsync(references[1]);
        ValueList<AttemptObservation> others = await bench.Backend.ObserveAsync([references[0], references[2]], CancellationToken.None);

        Assert.Equal(9, Assert.IsType<Verdict.Signaled>(verdict).Signal);
        Assert.All(others, other => Assert.Equal("PENDING (JobHeldUser)", Assert.IsType<AttemptObservation.Alive>(other).Detail));
    }

    [Theory]
    [InlineData("arrays: true")]
    [InlineData("arrays: false")]
    public async Task Another_engine_finds_what_waits_by_its_name_alone(string arrays)
    {
        await using SlurmBench bench = new(slurm.Cluster, "options: --hold", arrays);
        ValueList<Attempt> attempts = Enumerable.Range(1, 3).Select(i => bench.NewAttempt("true", i)).ToValueList();
        ValueList<AttemptReference> references = await bench.SubmitAsync(bench.Backend, attempts);
        ScheduledBackend later = bench.MakeBackend(new LocalHost("testhost"));

        ValueList<AttemptObservation> seen = await later.ObserveAsync(references.Select(reference => reference with { Handle = "" }).ToValueList(), CancellationToken.None);
        Many heard = new();
        later.Start(attempts, heard);

        Assert.All(seen, observation => Assert.Equal("PENDING (JobHeldUser)", Assert.IsType<AttemptObservation.Alive>(observation).Detail));
        Assert.Equal(references, await heard.StartedAsync(3));
    }

    [Fact]
    public async Task A_submission_whose_answer_was_lost_is_found_and_not_made_twice()
    {
        await using SlurmBench bench = new(slurm.Cluster);
        UnreliableHost host = new(new LocalHost("testhost"), loses: request => request.Commands.Any(command => command.Contains("sbatch", StringComparison.Ordinal)));
        ScheduledBackend backend = bench.MakeBackend(host);
        Attempt attempt = bench.NewAttempt("echo once");
        Listener listener = new();

        backend.Start([attempt], listener);
        AttemptReference reference = await listener.StartedAsync();
        Verdict verdict = await Bench.EndAsync(backend, reference);

        Assert.Equal(1, host.Lost);
        Assert.Equal(0, Assert.IsType<Verdict.Exited>(verdict).Code);
        Assert.Equal("once\n", bench.Work.Log());
        Assert.Single(slurm.Cluster.Ask("squeue -h -t all -o %k").Split('\n'), name => name == JobNames.Of(attempt.Id));
    }

    [Fact]
    public async Task Names_that_mean_something_to_shells_and_to_Slurm_are_names()
    {
        await using SlurmBench bench = new(slurm.Cluster);
        Attempt attempt = bench.NewAttempt("echo done");
        attempt = attempt with { Id = attempt.Id with { Target = new TargetId("src/it's %j 100%:$HOME") } };

        Verdict verdict = await bench.Work.RunAsync(attempt);

        Assert.Equal(0, Assert.IsType<Verdict.Exited>(verdict).Code);
        Assert.True(File.Exists(Path.Combine(bench.Backend.PlaygroundOf(attempt.Id), "scheduler.log")));
    }

    [Fact]
    public async Task Two_thousand_take_one_submission_for_a_thousand_and_one_question_for_all()
    {
        await using SlurmBench bench = new(slurm.Cluster);
        CountingHost host = new(new LocalHost("testhost"));
        ScheduledBackend backend = bench.MakeBackend(host, "options: --hold");
        ValueList<Attempt> attempts = Enumerable.Range(1, 2000).Select(i => bench.NewAttempt("true", i)).ToValueList();

        ValueList<AttemptReference> references = await bench.SubmitAsync(backend, attempts);
        int submissions = host.Count("sbatch");
        host.Reset();
        ValueList<AttemptObservation> seen = await backend.ObserveAsync(references, CancellationToken.None);
        int asked = host.Count("");
        ValueList<KillAnswer> answers = await backend.KillAsync(references, KillStrength.Kill, CancellationToken.None);

        Assert.All(seen, observation => Assert.Equal(new AttemptObservation.Alive("PENDING (JobHeldUser)") { IsWaiting = true }, observation));
        Assert.Equal((2, 2), (submissions, asked));
        Assert.All(answers, answer => Assert.Equal(KillAnswer.Delivered, answer));
    }
}
