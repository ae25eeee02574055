using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Processes;

/// <summary>Queries that are answered with what a file holds.</summary>
internal static class AnsweredFile
{
    /// <summary>The whole file.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="what">What to call it when it isn't there.</param>
    /// <exception cref="BackendException">It can't be read.</exception>
    public static QueryAnswer Read(string path, string what)
    {
        try
        {
            return new QueryAnswer.Text(File.ReadAllText(path));
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BackendException($"There is no {what}: `{path}` doesn't exist.", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new BackendException($"The {what} can't be read: {failure.Message}", failure);
        }
    }
}
