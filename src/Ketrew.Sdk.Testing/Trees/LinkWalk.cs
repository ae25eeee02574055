namespace Ketrew.Sdk.Testing.Trees;

/// <summary>Follows links as an operating system does: name by name, <c>..</c> from where a link led.</summary>
internal static class LinkWalk
{
    // As many as Linux follows before it says ELOOP.
    private const int LinkLimit = 40;

    /// <summary>Where a path really is; null when nothing is there, or when it is outside of the project.</summary>
    /// <param name="tree">Holds the links.</param>
    /// <param name="path">Any path.</param>
    public static ProjectPath? Follow(MemoryTree tree, ProjectPath path)
    {
        Stack<string> names = new();
        Push(names, path.Value);

        // Null: in the directory that holds the root, where there is nothing else.
        ProjectPath? here = ProjectPath.Root;
        int links = 0;
        while (names.TryPop(out string? name))
        {
            if (here is not { } directory)
            {
                here = name is ".." ? (ProjectPath?)null : ProjectPath.Root;
                if (name is not ".." && name != tree.Root[1..])
                {
                    return null;
                }

                continue;
            }

            if (name is "..")
            {
                here = directory.IsRoot ? (ProjectPath?)null : directory.Parent;
                continue;
            }

            switch (tree.Find(directory / name))
            {
                case MemoryEntry.Directory:
                    here = directory / name;
                    break;
                case MemoryEntry.File when names.Count == 0:
                    return directory / name;
                case MemoryEntry.Link link when ++links <= LinkLimit:
                    here = link.Target is ['/', ..] ? (ProjectPath?)null : here;
                    Push(names, link.Target);
                    break;
                default:
                    return null;
            }
        }

        return here;
    }

    private static void Push(Stack<string> names, string path)
    {
        foreach (string name in Enumerable.Reverse(path.Split('/')).Where(name => name is not ("" or ".")))
        {
            names.Push(name);
        }
    }
}
