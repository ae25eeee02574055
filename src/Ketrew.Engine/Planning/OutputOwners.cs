namespace Ketrew.Engine.Planning;

/// <summary>Which target writes which file, directories included.</summary>
internal sealed class OutputOwners(FileIndex files)
{
    private const int Nobody = -1;

    private int[] _owners = [];

    /// <summary>Names the writer of a file; false when somebody else already is.</summary>
    public bool TryClaim(int file, int target, out int owner)
    {
        if (file >= _owners.Length)
        {
            int length = _owners.Length;
            Array.Resize(ref _owners, Math.Max(length * 2, file + 1));
            _owners.AsSpan(length).Fill(Nobody);
        }

        owner = _owners[file];
        if (owner != Nobody)
        {
            return owner == target;
        }

        _owners[file] = target;
        return true;
    }

    /// <summary>The target that writes a path or the nearest directory it lies in.</summary>
    public bool TryFind(ReadOnlySpan<char> path, out int target)
    {
        while (true)
        {
            if (TryFindExact(path, out target))
            {
                return true;
            }

            if (path.LastIndexOf('/') is not (> 0 and int slash))
            {
                return false;
            }

            path = path[..slash];
        }
    }

    /// <summary>The target that writes a directory which holds a path.</summary>
    public bool TryFindAbove(ReadOnlySpan<char> path, out int target)
    {
        target = Nobody;
        return path.LastIndexOf('/') is > 0 and int slash && TryFind(path[..slash], out target);
    }

    private bool TryFindExact(ReadOnlySpan<char> path, out int target)
    {
        target = files.TryFind(path, out int file) && file < _owners.Length ? _owners[file] : Nobody;
        return target != Nobody;
    }
}
