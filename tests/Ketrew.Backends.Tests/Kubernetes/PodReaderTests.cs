using Ketrew.Backends.Kubernetes;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Tests.Kubernetes;

/// <summary>States of pods in the words of a Kubernetes 1.20.2 that they were recorded from, or of the API's reference where it says so.</summary>
public sealed class PodReaderTests
{
    [Theory]
    [InlineData("""{"phase":"Succeeded","containerStatuses":[{"name":"main","state":{"terminated":{"exitCode":0,"reason":"Completed"}}}]}""", "Lost its pod is Succeeded and left no verdict")]
    [InlineData("""{"phase":"Failed","containerStatuses":[{"name":"main","state":{"terminated":{"exitCode":3,"reason":"Error","startedAt":"2026-11-21T01:36:28Z"}}}]}""", "Exited 3")]
    [InlineData("""{"phase":"Failed","containerStatuses":[{"name":"main","state":{"terminated":{"exitCode":137,"reason":"Error"}}}]}""", "Signaled 9")]
    [InlineData("""{"phase":"Failed","containerStatuses":[{"name":"main","state":{"terminated":{"exitCode":137,"reason":"OOMKilled"}}}]}""", "OutOfMemory")]
    [InlineData("""{"phase":"Failed","containerStatuses":[{"name":"main","state":{"terminated":{"exitCode":137,"reason":"OOMKilled","message":"ketrew-verdict/1\nresult\tsignal\t9\nstep\tgreedy\nend\n"}}}]}""", "OutOfMemory")]
    [InlineData("""{"phase":"Failed","containerStatuses":[{"name":"main","state":{"terminated":{"exitCode":128,"reason":"StartError","message":"exec: \"/bin/nosuch\": no such file"}}}]}""", "StartRefused exec: \"/bin/nosuch\": no such file")]
    [InlineData("""{"phase":"Failed","reason":"DeadlineExceeded","message":"Pod was active on the node longer than the specified deadline"}""", "TimeLimitReached DeadlineExceeded: Pod was active on the node longer than the specified deadline")]
    [InlineData("""{"phase":"Failed","reason":"Evicted","message":"The node was low on resource: memory."}""", "Preempted Evicted: The node was low on resource: memory.")]
    [InlineData("""{"phase":"Failed","reason":"Shutdown","message":"Node is shutting, evicting pods"}""", "NodeFailed Shutdown: Node is shutting, evicting pods")]
    [InlineData("""{"phase":"Failed","reason":"OutOfcpu","message":"Pod Node didn't have enough resource: cpu"}""", "Preempted OutOfcpu: Pod Node didn't have enough resource: cpu")]
    [InlineData("""{"phase":"Failed","conditions":[{"type":"DisruptionTarget","status":"True","reason":"PreemptionByScheduler","message":"preempting"}],"containerStatuses":[{"name":"main","state":{"terminated":{"exitCode":143,"reason":"Error"}}}]}""", "Preempted PreemptionByScheduler: preempting")]
    [InlineData("""{"phase":"Failed","conditions":[{"type":"DisruptionTarget","status":"True","reason":"DeletionByPodGC","message":"node is gone"}]}""", "NodeFailed DeletionByPodGC: node is gone")]
    [InlineData("""{"phase":"Failed","reason":"Evicted","containerStatuses":[{"name":"main","state":{"terminated":{"exitCode":0,"reason":"Completed","message":"ketrew-verdict/1\nresult\texit\t0\nend\n"}}}]}""", "Exited 0")]
    [InlineData("""{"phase":"Running","containerStatuses":[{"name":"main","state":{"running":{"startedAt":"2026-11-21T01:36:28Z"}}}]}""", "running since 01:36:28")]
    [InlineData("""{"phase":"Pending","conditions":[{"type":"PodScheduled","status":"False","reason":"Unschedulable","message":"0/1 nodes are available"}]}""", "waiting Pending: Unschedulable: 0/1 nodes are available")]
    [InlineData("""{"phase":"Pending","containerStatuses":[{"name":"main","state":{"waiting":{"reason":"ContainerCreating"}}}]}""", "waiting Pending: ContainerCreating")]
    [InlineData("""{"phase":"Pending","containerStatuses":[{"name":"main","state":{"waiting":{"message":"Container image \"localhost/nosuch:1\" is not present with pull policy of Never","reason":"ErrImageNeverPull"}}}]}""", "trouble ErrImageNeverPull: Container image \"localhost/nosuch:1\" is not present with pull policy of Never")]
    [InlineData("""{"phase":"Pending","containerStatuses":[{"name":"main","state":{"waiting":{"message":"secret \"x\" not found","reason":"CreateContainerConfigError"}}}]}""", "trouble CreateContainerConfigError: secret \"x\" not found")]
    [InlineData("""{"phase":"Pending","containerStatuses":[{"name":"main","state":{"waiting":{"message":"invalid reference format","reason":"InvalidImageName"}}}]}""", "hopeless InvalidImageName: invalid reference format")]
    [InlineData("""{"phase":"Running","reason":"NodeLost","containerStatuses":[{"name":"main","state":{"running":{"startedAt":"2026-11-21T01:36:28Z"}}}]}""", "out of sight")]
    [InlineData("""{"phase":"Unknown"}""", "out of sight")]
    public void A_state_is_told_for_what_it_is(string status, string meaning)
    {
        PodReport pod = PodReader.Read($$"""{"items":[{"metadata":{"name":"p"},"status":{{status}}}]}""")["p"];

        Assert.Equal(meaning, Describe(pod));
    }

    private static string Describe(PodReport pod) =>
        pod.Verdict is { } verdict ? Describe(verdict)
        : pod.IsOutOfSight ? "out of sight"
        : pod.Trouble is { } trouble ? $"{(pod.IsHopeless ? "hopeless" : "trouble")} {trouble}"
        : pod.IsWaiting ? $"waiting {pod.Detail}"
        : $"running since {pod.Began:HH:mm:ss}";

    private static string Describe(Verdict verdict) => verdict switch
    {
        Verdict.Exited exited => $"Exited {exited.Code}",
        Verdict.Signaled signaled => $"Signaled {signaled.Signal}",
        Verdict.StartRefused refused => $"StartRefused {refused.Message}",
        Verdict.TimeLimitReached limit => $"TimeLimitReached {limit.Why}",
        Verdict.Preempted preempted => $"Preempted {preempted.Why}",
        Verdict.NodeFailed failed => $"NodeFailed {failed.Why}",
        Verdict.Lost lost => $"Lost {lost.Why}",
        _ => verdict.GetType().Name,
    };
}
