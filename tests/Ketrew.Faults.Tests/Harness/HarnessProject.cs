using Ketrew.Engine.Harness;
using Ketrew.TestSupport;

namespace Ketrew.Faults.Tests.Harness;

/// <summary>A project whose engine is a process that may be killed and started again, and all that it ever told.</summary>
internal sealed class HarnessProject : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private EngineProcess? _engine;

    /// <summary>Makes a project with nothing in it but the script that its targets run.</summary>
    /// <param name="plan">See <see cref="RunRequest.Plan"/>.</param>
    /// <param name="engine">An engine that another project has no more use for; null to start one when it is needed.</param>
    public HarnessProject(string plan, EngineProcess? engine = null)
    {
        (Plan, _engine) = (plan, engine);
        _ = _directory.Write("project/" + JobScript.Path, JobScript.Text);
        foreach (string directory in JobScript.Directories)
        {
            _ = Directory.CreateDirectory(PathOf(directory));
        }
    }

    public string Plan { get; set; }

    public string Root => _directory["project"];

    /// <summary>Where the test sees the state.</summary>
    public string StateDirectory => Look(".ketrew");

    /// <summary>Words before the command of the engine that give it other surroundings. Takes effect with the next process.</summary>
    public string[] Surroundings { get; set; } = [];

    public string Playground => _directory["playground"];

    /// <summary>Everything that engines told, the oldest first.</summary>
    public List<string> Told { get; } = [];

    /// <summary>How many engines were killed.</summary>
    public int KillCount { get; private set; }

    /// <summary>A request to run the plan.</summary>
    public RunRequest Request => new() { Directory = Root, Plan = Plan, Playground = Playground };

    public string PathOf(string relative) => Path.Combine(Root, relative);

    /// <summary>Where the test sees what the engine sees at a path.</summary>
    public string Look(string relative) => Surroundings.Length == 0 ? PathOf(relative) : $"/proc/{Engine().Id}/root{PathOf(relative)}";

    /// <summary>Takes the engine away, for another project.</summary>
    public EngineProcess TakeEngine()
    {
        EngineProcess engine = Engine();
        _engine = null;
        return engine;
    }

    /// <summary>Ends the engine, which does nothing, so that the next one has other surroundings.</summary>
    public void Restart(params string[] surroundings)
    {
        _engine?.Dispose();
        (_engine, Surroundings) = (null, surroundings);
    }

    /// <summary>Runs until the run is over or the engine dies.</summary>
    /// <param name="request">What to run.</param>
    /// <param name="hear">Called with everything that is told.</param>
    /// <returns><c>over …</c> or <c>refused …</c>; null when the engine was killed.</returns>
    public async Task<string?> RunAsync(RunRequest request, Action<string>? hear = null)
    {
        EngineProcess engine = Engine();
        engine.Send(request);
        while (await engine.ReadAsync() is { } line)
        {
            Told.Add(line);
            hear?.Invoke(line);
            if (line.StartsWith("over ", StringComparison.Ordinal) || line.StartsWith("refused ", StringComparison.Ordinal))
            {
                return line;
            }
        }

        KillCount++;
        return null;
    }

    /// <summary>Runs until everything succeeded: some targets fail the first time.</summary>
    public async Task FinishAsync()
    {
        for (int i = 0; i < 4; i++)
        {
            if (await RunAsync(Request) == "over success")
            {
                return;
            }
        }

        throw new InvalidOperationException("It does not come to a good end: " + string.Join('\n', Told.TakeLast(30)));
    }

    /// <summary>What the jobs told.</summary>
    public Ledger Ledger() => Harness.Ledger.Read(Look(JobScript.Ledger));

    /// <summary>Awaits that a target has begun.</summary>
    /// <param name="target">Which.</param>
    /// <param name="times">How often, in the whole life of the project.</param>
    public async Task BegunAsync(string target, int times = 1)
    {
        // The jobs are nobody's children here; their ledger is all there is to look at.
        while (Ledger().Begins.Count(line => line.Attempt.Target == target) < times)
        {
            await Task.Delay(10);
        }
    }

    /// <summary>Runs until targets have begun, and kills the engine.</summary>
    public async Task KillOnceBegunAsync(params string[] targets)
    {
        Task<string?> run = RunAsync(Request);
        foreach (string target in targets)
        {
            await BegunAsync(target);
        }

        Engine().Kill();
        _ = await run;
    }

    /// <summary>Ends all jobs without a word, as a machine does that loses its power.</summary>
    public async Task KillJobsAsync()
    {
        foreach (int job in JobProcesses.Of(_directory.FullPath).Where(pid => pid != _engine?.Id))
        {
            // The small programs that a job waits with end by themselves.
            _ = Signal.TrySend(job, Signal.Kill);
        }

        _ = await JobProcesses.LeftOfAsync(_directory.FullPath);
    }

    /// <summary>Lets a target end that waits for it.</summary>
    public void LetGo(string target) => File.WriteAllText(Look("go/" + target), "");

    /// <summary>The engine that works on the project, started when there is none.</summary>
    public EngineProcess Engine()
    {
        if (_engine is not { IsAlive: true })
        {
            _engine?.Dispose();
            _engine = new EngineProcess(Surroundings);
        }

        return _engine;
    }

    public void Dispose()
    {
        _engine?.Dispose();
        foreach (int left in JobProcesses.Of(_directory.FullPath))
        {
            Signal.Send(left, Signal.Kill);
        }

        _directory.Dispose();
    }
}
