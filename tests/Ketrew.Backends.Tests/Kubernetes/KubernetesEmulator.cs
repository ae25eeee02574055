using System.Diagnostics;
using System.Net.Http.Json;
using System.Runtime.Versioning;
using Ketrew.Backends.Kubernetes;
using Ketrew.Backends.Tests.Contract;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Syntax;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.Kubernetes;

/// <summary>An emulator of a cluster, for the real kubectl; it ends with whoever started it.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class KubernetesEmulator : IDisposable
{
    private const string ContextName = "testhost";
    private static readonly Lazy<KubernetesEmulator> _shared = new(() => new KubernetesEmulator());

    private readonly TemporaryDirectory _directory = new();
    private readonly Process _process;
    private readonly HttpClient _client;

    public KubernetesEmulator()
    {
        string program = Path.Combine(Repository.Root, "tests/Ketrew.Backends.Tests/Emulators/kubernetes.py");
        _process = Process.Start(new ProcessStartInfo("/usr/bin/python3", [program, _directory.FullPath, .. Bench.BaseSet.Select(variable => $"{variable.Name}={variable.Value}")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        }) ?? throw new InvalidOperationException("python3 did not start.");
        string port = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The emulator did not start.");
        _client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/emulator/") };
        _ = _directory.Write("config", $"""
            apiVersion: v1
            kind: Config
            clusters: [{"{"}name: emulator, cluster: {"{"}server: "http://127.0.0.1:{port}"{"}"}{"}"}]
            contexts: [{"{"}name: {ContextName}, context: {"{"}cluster: emulator, user: me{"}"}{"}"}]
            users: [{"{"}name: me, user: {"{"}token: none{"}"}{"}"}]
            """);
    }

    /// <summary>One for all tests that do it no harm.</summary>
    public static KubernetesEmulator Shared => _shared.Value;

    /// <summary>A backend that speaks to it.</summary>
    /// <param name="directory">Holds playgrounds, and is mounted in pods.</param>
    /// <param name="settings">On top of what is needed; later ones win.</param>
    public KubernetesBackend NewBackend(TemporaryDirectory directory, params (string Name, Node Value)[] settings) => NewBackend(directory, TimeProvider.System, settings);

    /// <summary>A backend that speaks to it.</summary>
    public KubernetesBackend NewBackend(TemporaryDirectory directory, TimeProvider clock, params (string Name, Node Value)[] settings)
    {
        Dictionary<string, Node> fields = new(StringComparer.Ordinal)
        {
            ["context"] = ContextName,
            ["kubeconfig"] = _directory["config"],
            ["options"] = Texts("--cache-dir", _directory["cache"]),
            ["image"] = "localhost/busybox:1",
            ["volumes"] = Texts(directory.FullPath),
            ["poll"] = "50ms",
        };
        foreach ((string name, Node value) in settings)
        {
            fields[name] = value;
        }

        BackendSettings declared = new((MappingNode)Node.Mapping([.. fields.Select(field => (field.Key, field.Value))]), "the backend `kubernetes`");
        KubernetesBackend backend = new(new BackendContext
        {
            Name = "kubernetes",
            Settings = declared,
            PlaygroundRoot = directory["playgrounds"],
            BaseEnvironment = Bench.BaseSet,
            MachineName = "testhost",
            Clock = clock,
        });
        Assert.Empty(declared.Problems());
        return backend;
    }

    /// <summary>What goes wrong from now on, a line for each; nothing for nothing.</summary>
    public void Fail(string faults) => _ = _directory.Write("faults", faults);

    /// <summary>Replaces what is told of a pod.</summary>
    public Task TellAsync(AttemptId id, string status) => PutAsync(id, "status", status);

    /// <summary>Ends a pod as a node under pressure does.</summary>
    public Task EvictAsync(AttemptId id) => PutAsync(id, "evict", "{}");

    /// <summary>Requests so far: <c>GET /api/v1/…</c>.</summary>
    public async Task<string[]> CallsAsync() => await _client.GetFromJsonAsync<string[]>("calls") ?? [];

    /// <summary>What kubectl prints.</summary>
    public string Ask(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("kubectl", ["--kubeconfig", _directory["config"], "--context", ContextName, "--cache-dir", _directory["cache"], .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }) ?? throw new InvalidOperationException("kubectl did not start.");
        string output = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        return output;
    }

    /// <summary>A list of texts, as a setting.</summary>
    public static Node Texts(params string[] texts) => new SequenceNode(texts.Select(Node.String).ToValueList());

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
        _client.Dispose();
        _directory.Dispose();
    }

    private async Task PutAsync(AttemptId id, string what, string text)
    {
        using StringContent body = new(text);
        using HttpResponseMessage answer = await _client.PutAsync(new Uri($"pods/{PodName.Of(id)}/{what}", UriKind.Relative), body);
        _ = answer.EnsureSuccessStatusCode();
    }
}
