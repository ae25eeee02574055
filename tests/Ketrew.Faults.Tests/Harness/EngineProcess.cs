using System.Diagnostics;
using Ketrew.Engine.Harness;

namespace Ketrew.Faults.Tests.Harness;

/// <summary>An engine in a process of its own.</summary>
internal sealed class EngineProcess : IDisposable
{
    private const int ExitCodeOfKilled = 128 + 9;

    private static readonly string _harness = Path.Combine(AppContext.BaseDirectory, "Ketrew.Engine.Harness.dll");

    private readonly Process _process;
    private readonly Task<string> _complaints;

    /// <summary>Starts one; it waits to be told what to do.</summary>
    /// <param name="surroundings">Words before its command that give it other surroundings; none for those of the test.</param>
    public EngineProcess(params string[] surroundings)
    {
        string[] command = [.. surroundings, "dotnet", _harness];
        ProcessStartInfo start = new(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = Process.Start(start) ?? throw new InvalidOperationException("The harness did not start.");
        _complaints = _process.StandardError.ReadToEndAsync();
    }

    public int Id => _process.Id;

    /// <summary>True until it was killed.</summary>
    public bool IsAlive { get; private set; } = true;

    public void Send(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
    }

    public void Send(RunRequest request) => Send(request.ToString());

    /// <summary>What it tells next; null when it was killed.</summary>
    /// <exception cref="InvalidOperationException">It ended in another way.</exception>
    public async Task<string?> ReadAsync()
    {
        if (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            return line;
        }

        await _process.WaitForExitAsync();
        IsAlive = false;
        return _process.ExitCode == ExitCodeOfKilled
            ? null
            : throw new InvalidOperationException($"The harness ended with exit code {_process.ExitCode}: {await _complaints}");
    }

    /// <summary>Does what <c>kill -9</c> does. Whoever reads hears of it once everything that was told is read.</summary>
    public void Kill()
    {
        IsAlive = false;
        _process.Kill();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
