using System.Diagnostics.CodeAnalysis;
using Ketrew.Faults.Tests.Harness;
using Ketrew.Faults.Tests.Storms;

namespace Ketrew.Faults.Tests.Whims;

/// <summary>Somebody who can't make up their mind: runs, stops, kills, edits, deletes, and changes commands, as chance will have it.</summary>
[SuppressMessage("Security", "CA5394", Justification = "It is a whim, not a secret.")]
internal sealed class Whim : IDisposable
{
    private const int LongestWait = 120;

    private readonly Random _chance;
    private readonly WhimModel _model;
    private readonly HarnessProject _project;
    private readonly List<string> _deeds = [];

    /// <summary>Makes a project.</summary>
    /// <param name="seed">Decides everything but the moment at which what happens at once happens.</param>
    /// <param name="engine">To work with; null to start one.</param>
    public Whim(int seed, EngineProcess? engine)
    {
        _chance = new Random(seed);
        _model = new WhimModel(_chance);
        _project = new HarnessProject(_model.Plan, engine);
        foreach (string file in _model.Files.Keys)
        {
            WriteFile(file);
        }
    }

    /// <summary>What was done, for the one who reads why it went wrong.</summary>
    public string Deeds => string.Join(" | ", _deeds);

    /// <summary>Does a number of things, and then wants everything done.</summary>
    /// <returns>What is wrong in the end.</returns>
    public async Task<List<string>> PlayAsync(int count)
    {
        for (int i = 0; i < count; i++)
        {
            await DoSomethingAsync();
        }

        _project.Plan = _model.Plan;
        await _project.FinishAsync();
        int begun = _project.Ledger().Begins.Count();
        string? again = await _project.RunAsync(_project.Request);
        return
        [
            .. await new StormChecks(_project).AfterWhimsAsync(),
            .. _model.Targets.Where(target => Read(target) != _model.Output(target)).Select(target => $"{target} holds {Read(target)} instead of {_model.Output(target)}"),
            .. again == "over success" && _project.Ledger().Begins.Count() == begun ? Array.Empty<string>() : ["what is done is done again"],
        ];
    }

    /// <summary>The engine, for the next one.</summary>
    public EngineProcess TakeEngine() => _project.TakeEngine();

    public void Dispose() => _project.Dispose();

    private Task DoSomethingAsync() => _chance.Next(14) switch
    {
        0 => RunAsync("run"),
        1 or 2 => RunAsync("stop", "stop"),
        3 or 4 => RunAsync("stop and kill", "stop", "kill"),
        5 => RunAsync("kill a target", $"kill-target {_model.SomeTarget()}"),
        6 or 7 or 8 => RunAndDieAsync(),
        9 or 10 => Change("edit", () => WriteFile(_model.EditSomeFile())),
        11 or 12 => Change("delete", () => File.Delete(_project.PathOf("out/" + _model.SomeTarget()))),
        _ => Change("command", _model.ChangeSomeCommand),
    };

    private Task Change(string deed, Action change)
    {
        _deeds.Add(deed);
        change();
        return Task.CompletedTask;
    }

    private async Task RunAsync(string deed, params string[] words)
    {
        _deeds.Add(deed);
        _project.Plan = _model.Plan;
        EngineProcess engine = _project.Engine();
        Task<string?> run = _project.RunAsync(_project.Request);
        foreach (string word in words)
        {
            _ = await Task.WhenAny(run, WaitAsync());
            engine.Send(word);
        }

        _ = await run;
    }

    private async Task RunAndDieAsync()
    {
        _deeds.Add("kill -9");
        _project.Plan = _model.Plan;
        EngineProcess engine = _project.Engine();
        Task<string?> run = _project.RunAsync(_project.Request);
        _ = await Task.WhenAny(run, WaitAsync());
        engine.Kill();
        _ = await run;
    }

    private Task WaitAsync() => Task.Delay(_chance.Next(LongestWait));

    private void WriteFile(string file) => File.WriteAllText(_project.PathOf(file), _model.Files[file]);

    private string Read(string target) => File.Exists(_project.PathOf("out/" + target)) ? File.ReadAllText(_project.PathOf("out/" + target)) : "nothing";
}
