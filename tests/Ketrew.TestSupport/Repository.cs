namespace Ketrew.TestSupport;

/// <summary>The checkout that the tests were built from.</summary>
public static class Repository
{
    /// <summary>Absolute path of the directory that holds <c>Ketrew.sln</c>.</summary>
    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        string directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "Ketrew.sln")))
        {
            directory = Path.GetDirectoryName(directory)
                ?? throw new InvalidOperationException($"No directory above {AppContext.BaseDirectory} holds Ketrew.sln.");
        }

        return directory;
    }
}
