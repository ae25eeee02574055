using Ketrew.Engine.Fingerprints;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Engine.Running;

/// <summary>Makes room for outputs, and takes away what failed attempts left of them.</summary>
/// <param name="project">Where files are.</param>
/// <param name="ledger">Knows which outputs an attempt did not touch.</param>
internal sealed class OutputKeeper(ProjectDirectory project, FileLedger ledger)
{
    private readonly HashSet<string> _made = new(StringComparer.Ordinal);

    /// <summary>Makes the directories that outputs and the log go to. Outputs of earlier attempts stay: commands may update them.</summary>
    public void Prepare(IEnumerable<ProjectPath> outputs, string logPath)
    {
        Make(Path.GetDirectoryName(logPath));
        foreach (ProjectPath output in outputs)
        {
            Make(Path.GetDirectoryName(project.Absolute(output)));
        }
    }

    /// <summary>Moves outputs to <c>.ketrew/failed</c>, but those that still are what they were when the attempt began.</summary>
    /// <param name="outputs">What it may have written.</param>
    /// <param name="destination">Absolute path of the directory that takes them.</param>
    /// <param name="began">When the attempt began; the greatest moment when nobody knows.</param>
    /// <returns>What could not be moved, in words; null when all went well.</returns>
    public string? SetAside(IEnumerable<ProjectPath> outputs, string destination, DateTimeOffset began)
    {
        try
        {
            foreach (ProjectPath output in outputs.Where(output => ledger.Exists(output) && !ledger.IsUntouchedSince(output, began)))
            {
                Move(project.Absolute(output), Path.Combine(destination, output.Value));
            }

            return null;
        }
        catch (Exception failure) when (FileFaults.Is(failure))
        {
            return failure.Message;
        }
    }

    /// <summary>Moves away what an attempt wrote that no target is at, unless that is to stay.</summary>
    /// <returns>What could not be moved, in words; null when all went well.</returns>
    public string? SetAside(UnfinishedAttempt attempt, StateStore store)
    {
        AttemptId id = attempt.Reference.Id;
        return attempt.KeepsOutputs
            ? null
            : SetAside(store.OutputsOf(attempt), project.FailedOutputsDirectory(id.Run.Number, id.Target, id.Number), attempt.Began);
    }

    private static void Move(string source, string destination)
    {
        _ = Directory.CreateDirectory(Path.GetDirectoryName(destination) ?? destination);
        if (Directory.Exists(source) && new DirectoryInfo(source).LinkTarget is null)
        {
            Directory.Move(source, destination);
        }
        else
        {
            File.Move(source, destination, overwrite: true);
        }
    }

    // A directory that somebody deletes in the middle of a run is an output's trouble; asking for each of 100 000 outputs is ours.
    private void Make(string? directory)
    {
        if (directory is not null && _made.Add(directory))
        {
            _ = Directory.CreateDirectory(directory);
        }
    }
}
