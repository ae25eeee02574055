namespace Ketrew.Faults.Tests.Harness;

/// <summary>Too little room for what an engine, or its jobs, want to write to some directory of a project.</summary>
/// <remarks>A disk that is full, where this user may make one; otherwise a limit on the size of files, which is there for everybody.</remarks>
internal sealed class Scarcity
{
    private const string Ballast = "ballast";
    private const int DiskMegabytes = 32;
    private const int BallastBytes = (DiskMegabytes - 1) << 20;

    // In blocks of 512 bytes. The runtime wants to make large files in memory, unless it is told not to.
    private const string Limited = "trap '' XFSZ; ulimit -f 1000; export DOTNET_EnableWriteXorExecute=0; exec \"$@\"";

    private readonly HarnessProject _project;
    private readonly string? _ballast;

    private Scarcity(HarnessProject project, string? ballast) => (_project, _ballast) = (project, ballast);

    /// <summary>Begins.</summary>
    /// <param name="project">Its engine is started anew.</param>
    /// <param name="directory">Relative to the project, empty for all of it; made when it is not there.</param>
    /// <param name="isLimit">True for a limit, even where there could be a disk.</param>
    public static async Task<Scarcity> BeginAsync(HarnessProject project, string directory, bool isLimit)
    {
        string path = Directory.CreateDirectory(project.PathOf(directory)).FullName;
        bool isDisk = PrivateMounts.AreAllowed && !isLimit;
        project.Restart(isDisk ? PrivateMounts.SmallDisk(path, DiskMegabytes) : ["sh", "-c", Limited, "sh"]);
        Scarcity scarcity = new(project, isDisk ? Path.Combine(directory, Ballast) : null);

        // Once the engine is there, so is its disk.
        _ = await project.Engine().ReadAsync();
        if (scarcity._ballast is not null)
        {
            await File.WriteAllBytesAsync(project.Look(scarcity._ballast), new byte[BallastBytes]);
        }

        return scarcity;
    }

    /// <summary>Ends it; nobody is at work.</summary>
    public void MakeRoom()
    {
        if (_ballast is not null)
        {
            File.Delete(_project.Look(_ballast));
        }
        else
        {
            _project.Restart();
        }
    }
}
