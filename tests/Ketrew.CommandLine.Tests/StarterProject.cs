using Ketrew.TestSupport;

namespace Ketrew.CommandLine.Tests;

/// <summary>What <c>ketrew init</c> writes, with its plugin built once; each test works on a copy.</summary>
public sealed class StarterProject : IAsyncLifetime, IDisposable
{
    private readonly TemporaryDirectory _original = new();

    /// <summary>What the very first run said.</summary>
    internal Outcome FirstRun { get; private set; } = new(-1, "", "");

    /// <summary>What <c>init</c> said.</summary>
    internal Outcome Init { get; private set; } = new(-1, "", "");

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        Init = await KetrewProgram.RunAsync(_original.FullPath, "init");
        FirstRun = await KetrewProgram.RunAsync(_original.FullPath, "run");
    }

    /// <summary>A copy that a test may change.</summary>
    public TemporaryDirectory Copy()
    {
        TemporaryDirectory copy = new();
        foreach (string file in Directory.EnumerateFiles(_original.FullPath, "*", SearchOption.AllDirectories))
        {
            string destination = copy[Path.GetRelativePath(_original.FullPath, file)];
            Directory.CreateDirectory(Path.GetDirectoryName(destination)!);
            File.Copy(file, destination);
        }

        return copy;
    }

    /// <inheritdoc/>
    public Task DisposeAsync()
    {
        Dispose();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose() => _original.Dispose();
}
