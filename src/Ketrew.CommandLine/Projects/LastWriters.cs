using Ketrew.Engine.Storage;
using Ketrew.Sdk;

namespace Ketrew.CommandLine.Projects;

/// <summary>Who wrote which file, as the state remembers it. The state is read once, when the first file is asked for.</summary>
/// <param name="location">The project.</param>
internal sealed class LastWriters(ProjectLocation location)
{
    private readonly Lazy<ILookup<ProjectPath, TargetId>> _writers = new(() => Load(location));

    /// <summary>The targets that wrote a file, or a directory that it lies in, when they succeeded last.</summary>
    /// <param name="path">A file of the project.</param>
    public IEnumerable<TargetId> Of(ProjectPath path)
    {
        for (; !path.IsRoot; path = path.Parent)
        {
            foreach (TargetId target in _writers.Value[path])
            {
                yield return target;
            }
        }
    }

    private static ILookup<ProjectPath, TargetId> Load(ProjectLocation location)
    {
        if (!location.HasState)
        {
            return Enumerable.Empty<TargetId>().ToLookup(static _ => ProjectPath.Root);
        }

        using StateStore store = location.OpenStateToRead();
        return store.Queries.KnownWriters();
    }
}
