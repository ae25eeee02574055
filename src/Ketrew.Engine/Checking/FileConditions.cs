using System.Globalization;
using Ketrew.Engine.Fingerprints;
using Ketrew.Engine.Storage;
using Ketrew.Sdk.Planning;

namespace Ketrew.Engine.Checking;

/// <summary>Asks the parts of conditions that files can answer. Thread-safe.</summary>
/// <param name="project">What relative paths are relative to.</param>
internal sealed class FileConditions(ProjectDirectory project)
{
    private static readonly ConditionAnswer.Held _held = new();

    private readonly FileStatusReader _statuses = new("/");

    /// <summary>The answer; null when only a command can tell.</summary>
    /// <param name="condition">What is asked.</param>
    /// <param name="hasRun">True after the target ran.</param>
    /// <exception cref="IOException">A file's status can't be read.</exception>
    public ConditionAnswer? Ask(Condition condition, bool hasRun) => condition switch
    {
        Condition.Exists exists => Ask(exists),
        Condition.Size size => Ask(size),
        Condition.Never => hasRun ? _held : new ConditionAnswer.Missed("it is never done beforehand"),
        Condition.Command => null,
        Condition.All all => Ask(all, hasRun),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private ConditionAnswer Ask(Condition.Exists exists)
    {
        foreach (HostPath path in exists.Paths.AsSpan())
        {
            if (StatusOf(path).Kind is FileKind.Missing)
            {
                return new ConditionAnswer.Missed($"`{path}` does not exist");
            }
        }

        return _held;
    }

    private ConditionAnswer Ask(Condition.Size size)
    {
        FileStatus status = StatusOf(size.Path);
        return status.Kind switch
        {
            FileKind.Missing => new ConditionAnswer.Missed($"`{size.Path}` does not exist"),
            FileKind.Directory => new ConditionAnswer.Missed($"`{size.Path}` is a directory, which has no size"),
            _ when status.Size < size.AtLeastBytes => new ConditionAnswer.Missed(
                string.Create(CultureInfo.InvariantCulture, $"`{size.Path}` has {status.Size} bytes instead of at least {size.AtLeastBytes}")),
            _ => _held,
        };
    }

    // A part that does not hold settles it, whatever the commands would say.
    private ConditionAnswer? Ask(Condition.All all, bool hasRun)
    {
        ConditionAnswer? answer = _held;
        foreach (Condition part in all.Conditions.AsSpan())
        {
            switch (Ask(part, hasRun))
            {
                case ConditionAnswer.Missed missed:
                    return missed;
                case null:
                    answer = null;
                    break;
            }
        }

        return answer;
    }

    private FileStatus StatusOf(HostPath path) =>
        _statuses.ReadThroughLinks((path.IsAbsolute ? path.Value : Path.Join(project.Root, path.Value)).TrimStart('/'));
}
