using System.Runtime.Versioning;
using Ketrew.Backends.Kubernetes;
using Ketrew.Backends.Tests.Contract;
using Ketrew.Backends.Tests.Daemonize;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;
using Ketrew.Sdk.Syntax;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.Kubernetes;

/// <summary>What becomes of attempts when the cluster, its nodes or other people interfere.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class KubernetesBackendTests : IAsyncLifetime
{
    private readonly KubernetesEmulator _cluster = new();
    private readonly ManualClock _clock = new();
    private readonly Bench _bench;
    private (string Name, Node Value)[] _settings = [];

    public KubernetesBackendTests() => _bench = new Bench(bench => _cluster.NewBackend(bench.Directory, _clock, _settings));

    private IBackend Backend => _bench.Backend;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _cluster.Fail("");
        await _bench.DisposeAsync();
        _cluster.Dispose();
    }

    [Fact]
    public async Task The_pod_is_what_the_settings_and_the_target_say()
    {
        _settings =
        [
            ("namespace", "science"), ("service_account", "runner"), ("user", "1000:100"), ("pull", "missing"), ("node_selector", Node.Mapping(("disk", "ssd"))),
            ("tolerations", KubernetesEmulator.Texts("dedicated=science:NoSchedule", "spot")), ("volumes", KubernetesEmulator.Texts("claim:home/me:/home/me", "/data:/there:ro")),
        ];
        Attempt attempt = new()
        {
            Id = new AttemptId(new RunId("0123456789abcdef", 3), new TargetId("src/Align:reads"), 2),
            ProjectDirectory = "/home/me/project",
            Directory = "/home/me/project/src",
            LogPath = "/home/me/project/.ketrew/log",
            Steps = [Bench.Shell("echo $HOME $(PATH) $$"), new Step.Exec(["align", "--threads", "4"]) with { Name = "align" }],
            Environment = [new NamedValue("LEVEL", "it's $$2"), new NamedValue("A B", "c")],
            Resources = new ResourceRequest(4, 2L << 30, 1, TimeSpan.FromMinutes(90)),
            Container = new Container("docker.io/library/alpine:3.20"),
        };

        BackendSettings settings = new((MappingNode)Node.Mapping(_settings), "the backend `kubernetes`");
        string? manifest = PodManifest.Create(attempt, KubernetesSettings.Read(settings), out string problem);

        Assert.Equal("", problem);
        Assert.Empty(settings.Problems());
        await Snapshot.Verify(System.Text.RegularExpressions.Regex.Replace(manifest ?? "", @"set -f\\n.*\\ncount_memory_kills\\n", @"…\n"));
    }

    [Fact]
    public async Task A_cluster_that_is_down_is_waited_for_and_nothing_runs_twice()
    {
        _cluster.Fail("down");
        Listener listener = new();
        Attempt attempt = _bench.NewAttempt(Bench.Shell("echo once"));

        Backend.Start([attempt], listener);
        await Bench.WaitAsync(() => Alive(attempt.Id)?.Detail.Contains("waits for the cluster", StringComparison.Ordinal) == true);
        bool isWaiting = Alive(attempt.Id)?.IsWaiting ?? false;
        _cluster.Fail("");
        await TurnUntilAsync(() => !listener.Calls.IsEmpty);
        Verdict verdict = await _bench.EndAsync(listener, attempt.Id);

        Assert.True(isWaiting);
        Assert.Equal(0, Assert.IsType<Verdict.Exited>(verdict).Code);
        Assert.Equal("once\n", _bench.Log());
    }

    [Theory]
    [InlineData("down")]
    [InlineData("status 401")]
    [InlineData("status 410")]
    [InlineData("status 500")]
    [InlineData("status 503")]
    public async Task A_cluster_that_cannot_be_asked_says_nothing_about_pods(string fault)
    {
        AttemptReference attempt = await _bench.StartAsync(_bench.NewAttempt(Bench.Shell("echo ready; sleep 1000")), "ready");

        _cluster.Fail(fault);
        AttemptObservation observation = await Bench.ObserveAsync(Backend, attempt);
        KillAnswer answer = await Bench.KillAsync(Backend, attempt, KillStrength.Kill);
        _cluster.Fail("");

        Assert.IsType<AttemptObservation.Unknown>(observation);
        Assert.Equal(KillAnswer.Unknown, answer);
        Assert.IsType<AttemptObservation.Alive>(await Bench.ObserveAsync(Backend, attempt));
    }

    [Fact]
    public async Task A_pod_that_the_cluster_does_not_want_is_refused_in_its_words_and_the_others_begin()
    {
        Attempt good = _bench.NewAttempt(Bench.Shell("echo good"));
        Attempt bad = good with { Id = good.Id with { Target = new TargetId("invalid") } };
        Listener[] listeners = [new(), new()];

        Backend.Start([bad], listeners[0]);
        Backend.Start([good], listeners[1]);
        Verdict refused = await listeners[0].EndedAsync();
        Verdict verdict = await _bench.EndAsync(listeners[1], good.Id);

        Assert.Contains("Required value", Assert.IsType<Verdict.StartRefused>(refused).Message, StringComparison.Ordinal);
        Assert.IsType<Verdict.Exited>(verdict);
    }

    [Theory]
    [InlineData("context", "nowhere", "context was not found for specified context: nowhere")]
    [InlineData("namespace", "nowhere", "namespaces \"nowhere\" not found")]
    [InlineData("kubectl", "no-such-kubectl", "not found")]
    public async Task What_no_waiting_can_mend_is_refused(string setting, string value, string words)
    {
        KubernetesBackend backend = _cluster.NewBackend(_bench.Directory, (setting, value));
        Listener listener = new();

        backend.Start([_bench.NewAttempt(Bench.Shell("true"))], listener);

        Assert.Contains(words, Assert.IsType<Verdict.StartRefused>(await listener.EndedAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_that_never_comes_is_waited_for_and_then_a_refusal()
    {
        _cluster.Fail("image");
        Attempt attempt = _bench.NewAttempt(Bench.Shell("true"));
        AttemptReference reference = await (await _bench.StartAsync(attempt)).StartedAsync();

        AttemptObservation first = await Bench.ObserveAsync(Backend, reference);
        _clock.Advance(TimeSpan.FromMinutes(4));
        AttemptObservation second = await Bench.ObserveAsync(Backend, reference);
        _clock.Advance(TimeSpan.FromMinutes(2));
        Verdict verdict = await Bench.EndAsync(Backend, reference);

        Assert.True(Assert.IsType<AttemptObservation.Alive>(first).IsWaiting);
        Assert.IsType<AttemptObservation.Alive>(second);
        Assert.StartsWith("ImagePullBackOff: Back-off pulling image", Assert.IsType<Verdict.StartRefused>(verdict).Message, StringComparison.Ordinal);
        Assert.DoesNotContain("ketrew-", _cluster.Ask("get", "pods", "-o", "name"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_no_node_fits_waits_for_as_long_as_it_takes()
    {
        _cluster.Fail("unschedulable");
        AttemptReference reference = await (await _bench.StartAsync(_bench.NewAttempt(Bench.Shell("true")))).StartedAsync();

        _ = await Bench.ObserveAsync(Backend, reference);
        _clock.Advance(TimeSpan.FromDays(1));
        AttemptObservation observation = await Bench.ObserveAsync(Backend, reference);

        Assert.Equal("Pending: Unschedulable: 0/1 nodes are available: 1 Insufficient cpu.", Assert.IsType<AttemptObservation.Alive>(observation).Detail);
    }

    [Fact]
    public async Task A_pod_that_made_room_was_preempted()
    {
        AttemptReference attempt = await _bench.StartAsync(_bench.NewAttempt(Bench.Shell("echo ready; sleep 1000")), "ready");

        await _cluster.EvictAsync(attempt.Id);
        Verdict verdict = await Bench.EndAsync(Backend, attempt);

        Assert.Equal("Evicted: The node was low on resource: memory.", Assert.IsType<Verdict.Preempted>(verdict).Why);
    }

    [Fact]
    public async Task A_pod_that_takes_longer_than_the_target_asked_for_is_ended_by_the_cluster()
    {
        Attempt attempt = _bench.NewAttempt(Bench.Shell("echo ready; sleep 1000")) with { Resources = new ResourceRequest(Time: TimeSpan.FromSeconds(1)) };

        Verdict verdict = await _bench.RunAsync(attempt);

        Assert.StartsWith("DeadlineExceeded", Assert.IsType<Verdict.TimeLimitReached>(verdict).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pod_on_a_node_that_does_not_answer_is_not_taken_for_ended()
    {
        AttemptReference attempt = await _bench.StartAsync(_bench.NewAttempt(Bench.Shell("echo ready; sleep 1000")), "ready");

        await _cluster.TellAsync(attempt.Id, """{"phase":"Running","reason":"NodeLost","message":"Node node-1 which was running pod is unresponsive"}""");

        Assert.Contains("NodeLost", Assert.IsType<AttemptObservation.Unknown>(await Bench.ObserveAsync(Backend, attempt)).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pod_that_somebody_deleted_was_cancelled_after_a_second_look()
    {
        AttemptReference attempt = await _bench.StartAsync(_bench.NewAttempt(Bench.Shell("echo ready; sleep 1000")), "ready");
        string pod = PodName.Of(attempt.Id);

        _ = _cluster.Ask("delete", "pod", pod, "--now");
        AttemptObservation? observation = null;
        await Bench.WaitAsync(() => (observation = Bench.ObserveAsync(Backend, attempt).GetAwaiter().GetResult()) is AttemptObservation.Alive { Detail: var detail } && detail.Contains("isn't there", StringComparison.Ordinal) || observation is AttemptObservation.Ended);
        _clock.Advance(TimeSpan.FromSeconds(11));
        Verdict verdict = await Bench.EndAsync(Backend, attempt);

        Assert.True(verdict is Verdict.Cancelled { Why: var why } ? why.Contains(pod, StringComparison.Ordinal) : verdict is Verdict.Signaled { Signal: 15 }, $"{verdict}");
    }

    [Fact]
    public async Task Another_engine_that_starts_the_same_attempt_finds_its_pod_there()
    {
        Attempt attempt = _bench.NewAttempt(Bench.Shell("echo ready; until test -e go; do sleep 0.01; done"));
        _ = await _bench.StartAsync(attempt, "ready");
        IBackend later = _bench.MakeBackend();
        Listener listener = new();

        later.Start([attempt], listener);
        AttemptReference reference = await listener.StartedAsync();
        _ = _bench.Directory.Write("go", "");
        Verdict verdict = await Bench.EndAsync(later, reference);

        Assert.IsType<Verdict.Exited>(verdict);
        Assert.Equal("ready\n", _bench.Log());
    }

    [Fact]
    public async Task What_was_told_is_known_to_later_engines_though_the_pod_is_gone()
    {
        Attempt attempt = _bench.NewAttempt(Bench.Shell("exit 6") with { Name = "only" });
        _ = await _bench.RunAsync(attempt);
        string pods = _cluster.Ask("get", "pods", "-o", "name");
        _cluster.Fail("down");

        Verdict verdict = await Bench.EndAsync(_bench.MakeBackend(), new AttemptReference(attempt.Id, ""));

        Assert.DoesNotContain(PodName.Of(attempt.Id), pods, StringComparison.Ordinal);
        Assert.Equal(6, Assert.IsType<Verdict.Exited>(verdict).Code);
        Assert.Equal("only", verdict.Step);
    }

    [Fact]
    public async Task Pods_are_kept_when_that_is_wanted()
    {
        KubernetesBackend backend = _cluster.NewBackend(_bench.Directory, ("keep_pods", true));
        Attempt attempt = _bench.NewAttempt(Bench.Shell("true"));
        Listener listener = new();
        backend.Start([attempt], listener);

        _ = await Bench.EndAsync(backend, await listener.StartedAsync());

        Assert.Contains(PodName.Of(attempt.Id), _cluster.Ask("get", "pods", "-o", "name"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_is_shared_the_log_comes_from_the_cluster()
    {
        using TemporaryDirectory elsewhere = new();
        KubernetesBackend backend = _cluster.NewBackend(_bench.Directory, ("volumes", KubernetesEmulator.Texts(elsewhere.FullPath)));
        Attempt attempt = _bench.NewAttempt(Bench.Shell("echo out; echo err >&2; exit 2") with { Name = "talk" });
        Listener listener = new();
        backend.Start([attempt], listener);

        Verdict verdict = await Bench.EndAsync(backend, await listener.StartedAsync());
        BackendDescription description = await backend.DescribeAsync(CancellationToken.None);

        Assert.Equal(2, Assert.IsType<Verdict.Exited>(verdict).Code);
        Assert.Equal("--- talk\nout\nerr\n", _bench.Log());
        Assert.Contains("pods see none of the project's files", Assert.Single(description.Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("output", "pods don't see /nowhere/file")]
    [InlineData("options", "the container's `options` are words for podman and docker")]
    [InlineData("volume", "`data` is no volume")]
    public async Task What_a_pod_cannot_have_is_refused_before_the_cluster_hears_of_it(string what, string words)
    {
        Attempt attempt = _bench.NewAttempt(Bench.Shell("true"));
        Container container = new("image");
        attempt = what switch
        {
            "output" => attempt with { StandardOutput = "/nowhere/file" },
            "options" => attempt with { Container = container with { Options = ["--network=none"] } },
            _ => attempt with { Container = container with { Volumes = ["data"] } },
        };

        Verdict verdict = await _bench.RunAsync(attempt);

        Assert.StartsWith(words, Assert.IsType<Verdict.StartRefused>(verdict).Message, StringComparison.Ordinal);
        Assert.DoesNotContain(await _cluster.CallsAsync(), call => call.StartsWith("POST", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_question_is_enough_for_many_pods()
    {
        AttemptReference[] attempts = await Task.WhenAll(Enumerable.Range(1, 20).Select(async number =>
            await (await _bench.StartAsync(_bench.NewAttempt(Bench.Shell("sleep 1000"), number))).StartedAsync()));
        int before = (await _cluster.CallsAsync()).Length;

        ValueList<AttemptObservation> observations = await Backend.ObserveAsync([.. attempts], CancellationToken.None);
        string[] calls = [.. (await _cluster.CallsAsync()).Skip(before)];

        Assert.All(observations, observation => Assert.IsType<AttemptObservation.Alive>(observation));
        Assert.Equal(["GET /api/v1/namespaces/default/pods"], calls);
    }

    [Fact]
    public void Settings_that_cannot_be_are_told()
    {
        BackendSettings settings = new((MappingNode)Node.Mapping(("volumes", KubernetesEmulator.Texts("data", "claim:x")), ("user", "me"), ("nodes", 3)), "the backend `pods`");

        _ = KubernetesSettings.Read(settings);

        Assert.Equal(
            ["`data` is no volume", "`claim:x` is no volume", "`me` is no user and group", "the backend `pods` has no setting `nodes`"],
            settings.Problems().Select(problem => problem.Message));
    }

    private AttemptObservation.Alive? Alive(AttemptId id) =>
        Bench.ObserveAsync(Backend, new AttemptReference(id, "")).GetAwaiter().GetResult() as AttemptObservation.Alive;

    private Task TurnUntilAsync(Func<bool> isThere) => Bench.WaitAsync(() =>
    {
        _clock.Advance(TimeSpan.FromMinutes(2));
        return isThere();
    });
}
