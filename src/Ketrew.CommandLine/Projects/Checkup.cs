using System.Diagnostics;
using Ketrew.CommandLine.Output;
using Ketrew.Engine.Storage;
using Ketrew.Expander;
using Ketrew.Expander.Hosting;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.CommandLine.Projects;

/// <summary>Looks at everything ketrew needs.</summary>
/// <param name="locate">Finds the project.</param>
/// <param name="isLinked">True for a program of somebody else, which brings stanzas of its own and no plugin host.</param>
/// <param name="cancellationToken">Ends the programs that are asked for their version.</param>
internal sealed class Checkup(Func<ProjectLocation> locate, bool isLinked, CancellationToken cancellationToken)
{
    /// <summary>One finding after the other.</summary>
    public async IAsyncEnumerable<Finding> ExamineAsync()
    {
        yield return Sqlite();
        yield return await ProgramAsync("sh", ["-c", "echo a POSIX shell"], "the shell of targets", isOptional: false, "apt install dash");
        yield return Sandbox();
        yield return await ProgramAsync("dotnet", ["--version"], ".NET SDK, to build plugin projects", isOptional: true, "https://dot.net");
        yield return Project();
    }

    private static Finding Sqlite()
    {
        try
        {
            return new Finding($"SQLite {StateStore.LibraryVersion}, for the state", true);
        }
        catch (KetrewException exception)
        {
            return new Finding($"SQLite: {exception.Message}", false, Hint: exception.Hint);
        }
    }

    // Tried, not guessed: a kernel may have all parts and still refuse them, as in some containers.
    private Finding Sandbox()
    {
        if (isLinked && !File.Exists(Installation.PluginHost))
        {
            return new Finding("plugin host: this program has its own stanzas only; plugins that workflow files declare need an installed ketrew", false, IsOptional: true);
        }

        try
        {
            return new Finding(string.Join('\n', SandboxText.Of(SandboxProbe.Run(cancellationToken))), true);
        }
        catch (KetrewException exception)
        {
            string? hint = exception.Hint == "ketrew doctor" ? "install ketrew again: its files belong together" : exception.Hint;
            return new Finding($"plugin host: {exception.Message}", false, Hint: hint);
        }
    }

    private async Task<Finding> ProgramAsync(string program, string[] arguments, string purpose, bool isOptional, string hint)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            string output = (await process.StandardOutput.ReadToEndAsync(cancellationToken)).Trim();
            await process.WaitForExitAsync(cancellationToken);
            return new Finding($"{program} ({output}): {purpose}", process.ExitCode == 0, isOptional, hint);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return new Finding($"{program}: {purpose}", false, isOptional, hint);
        }
    }

    private Finding Project()
    {
        try
        {
            ProjectLocation location = locate();
            StateFolder.Create(location.StateDirectory);
            string probe = Path.Combine(location.StateDirectory, $"probe.{Environment.ProcessId}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return new Finding($"project {location.Root}, its state can be written", true);
        }
        catch (InputException exception)
        {
            return new Finding($"project: {exception.Message}", false, IsOptional: true, exception.Hint);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Finding($"project: {exception.Message}", false, Hint: "let yourself write there");
        }
    }
}
