using System.CommandLine;
using Ketrew.CommandLine.Output;
using Ketrew.CommandLine.Projects;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;

namespace Ketrew.CommandLine.Verbs;

/// <summary><c>ketrew clean</c>: removes what can be made again.</summary>
internal sealed class CleanVerb : Verb
{
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

    protected override Task<int> RunAsync(ParseResult parsed)
    {
        ProjectLocation location = Locate(parsed);
        ValueList<ProjectPath> outputs = parsed.GetValue(_outputs) ? KnownOutputs(location) : [];
        StateRemoval.Remove(new ProjectDirectory(location.Root), location.Owner);
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
        return Task.FromResult(ExitCode.Done);
    }

    private static ValueList<ProjectPath> KnownOutputs(ProjectLocation location)
    {
        using StateStore store = location.OpenStateToRead();
        return store.Queries.KnownOutputs();
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
