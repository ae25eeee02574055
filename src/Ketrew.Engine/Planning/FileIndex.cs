using Ketrew.Sdk;

namespace Ketrew.Engine.Planning;

/// <summary>Numbers the files of a plan, so that everything else is an array.</summary>
internal sealed class FileIndex
{
    private readonly Dictionary<string, int> _numbers;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _bySpan;
    private readonly List<ProjectPath> _paths = [];

    public FileIndex(int capacity)
    {
        _numbers = new Dictionary<string, int>(capacity, StringComparer.Ordinal);
        _bySpan = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public int Count => _paths.Count;

    public ProjectPath this[int number] => _paths[number];

    public int Number(ProjectPath path)
    {
        ref int number = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_numbers, path.Value, out bool known);
        if (!known)
        {
            number = _paths.Count;
            _paths.Add(path);
        }

        return number;
    }

    public bool TryFind(ReadOnlySpan<char> path, out int number) => _bySpan.TryGetValue(path, out number);
}
