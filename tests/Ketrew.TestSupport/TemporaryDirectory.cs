namespace Ketrew.TestSupport;

/// <summary>A directory of one test, deleted with it.</summary>
public sealed class TemporaryDirectory : IDisposable
{
    /// <summary>Absolute, without trailing separator.</summary>
    public string FullPath { get; } = Directory.CreateTempSubdirectory("ketrew-test-").FullName;

    /// <summary>The absolute path of something in it.</summary>
    /// <param name="relative">With <c>/</c>.</param>
    public string this[string relative] => Path.Combine(FullPath, relative);

    /// <summary>Writes a file, making its directories.</summary>
    /// <param name="relative">With <c>/</c>.</param>
    /// <param name="text">The whole content.</param>
    public string Write(string relative, string text)
    {
        string path = this[relative];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Waits until a file appears.</summary>
    /// <param name="relative">With <c>/</c>.</param>
    /// <exception cref="TimeoutException">It didn't within a minute.</exception>
    public async Task WaitForAsync(string relative)
    {
        using FileSystemWatcher watcher = new(FullPath) { IncludeSubdirectories = true };
        TaskCompletionSource appeared = new(TaskCreationOptions.RunContinuationsAsynchronously);
        watcher.Created += (_, created) =>
        {
            if (created.FullPath == this[relative])
            {
                appeared.TrySetResult();
            }
        };
        watcher.EnableRaisingEvents = true;
        if (!File.Exists(this[relative]))
        {
            await appeared.Task.WaitAsync(TimeSpan.FromMinutes(1));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Directory.Exists(FullPath))
        {
            Directory.Delete(FullPath, recursive: true);
        }
    }
}
