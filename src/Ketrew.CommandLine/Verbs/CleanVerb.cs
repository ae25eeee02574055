using System.CommandLine;
using Ketrew.CommandLine.Output;
using Ketrew.CommandLine.Projects;
using Ketrew.Engine.Running;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.CommandLine.Verbs;

/// <summary><c>ketrew clean</c>: removes what can be made again.</summary>
internal sealed class CleanVerb : Verb
{
    private const int ShownLimit = 5;

    private readonly Option<bool> _outputs = new("--outputs") { Description = "Remove the outputs of all targets too, as far as a run wrote them" };
    private readonly Option<bool> _cache = new("--cache") { Description = "Remove remembered expansions and built plugins too" };

    public CleanVerb(Session session)
        : base("clean", "Forget what was done, so that the next run does everything", session)
    {
        Add(_outputs);
        Add(_cache);
        AddProjectOptions(withFile: false);
    }

    public override IReadOnlyList<(string Command, string Meaning)> Examples { get; } =
    [
        ("ketrew clean", "the state and the logs; outputs stay"),
        ("ketrew clean --outputs --cache", "as after a fresh clone"),
    ];

    protected override async Task<int> RunAsync(ParseResult parsed)
    {
        ProjectLocation location = Locate(parsed);
        ValueList<ProjectPath> outputs = Directory.Exists(location.StateDirectory) ? await RemoveStateAsync(location) : [];
        outputs = parsed.GetValue(_outputs) ? outputs : [];
        foreach (ProjectPath output in outputs)
        {
            Remove(Path.Combine(location.Root, output.Value));
        }

        if (parsed.GetValue(_cache))
        {
            Remove(Path.Combine(location.StateDirectory, "cache"));
            Remove(Path.Combine(location.StateDirectory, "plugins"));
        }

        Terminal.Print(outputs.IsEmpty ? "removed the state and the logs" : $"removed the state, the logs and {StateText.Count(outputs.Count, "output")}");
        return ExitCode.Done;
    }

    /// <returns>The outputs that were known.</returns>
    private async Task<ValueList<ProjectPath>> RemoveStateAsync(ProjectLocation location)
    {
        using StateStore? store = OpenOrRemove(location);
        if (store is null)
        {
            return [];
        }

        await using ProjectBackends backends = await ProjectBackends.RememberedAsync(Session, location, store.UnfinishedBackends());
        Refuse(await AttemptSurvey.FindAsync(store, backends.All));
        ValueList<ProjectPath> outputs = store.Queries.KnownOutputs();
        StateRemoval.Remove(store);
        return outputs;
    }

    // A state that can't be read is what `clean` is for.
    private StateStore? OpenOrRemove(ProjectLocation location)
    {
        try
        {
            return location.OpenState(isDetached: false);
        }
        catch (KetrewException unreadable) when (!unreadable.IsRecoverable)
        {
            Terminal.PrintNote($"the state can't be read, so what runs in `.ketrew/playgrounds`, if anything, was left alone: {unreadable.Message}");
            StateRemoval.Remove(new ProjectDirectory(location.Root), location.Owner);
            return null;
        }
    }

    private static void Refuse(ValueList<SurvivingAttempt> survivors)
    {
        if (!survivors.IsEmpty)
        {
            string more = survivors.Count > ShownLimit ? $" and {survivors.Count - ShownLimit} more" : "";
            string names = string.Join(", ", survivors.Take(ShownLimit).Select(attempt => $"`{attempt.Target}` (run {attempt.Run}: {attempt.Detail})"));
            throw new KetrewException($"These still run, or may, and would be forgotten: {names}{more}.")
            {
                Hint = "`ketrew run` awaits them, `ketrew kill --all` ends them",
            };
        }
    }

    private static void Remove(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
        else
        {
            File.Delete(path);
        }
    }
}
