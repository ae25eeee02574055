using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Ketrew.Expander.Hosting;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.CommandLine.Plugins;

/// <summary>Runs the command of the .NET SDK.</summary>
/// <param name="cancellationToken">Kills it.</param>
internal sealed class DotnetClient(CancellationToken cancellationToken)
{
    /// <summary>Runs it to its end.</summary>
    /// <param name="directory">Absolute path of the working directory.</param>
    /// <param name="arguments">What it is given.</param>
    /// <returns>Whether it succeeded, and what it printed.</returns>
    /// <exception cref="KetrewException">There is no <c>dotnet</c>.</exception>
    public async Task<(bool Succeeded, string Output)> RunAsync(string directory, params string[] arguments)
    {
        string dotnet = DotnetCommand.Find() ?? throw new KetrewException("This needs the .NET SDK, and there is no `dotnet`.") { Hint = DotnetCommand.Hint };
        using Process process = Start(dotnet, directory, arguments);
        try
        {
            process.StandardInput.Close();
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            Task<string> errors = process.StandardError.ReadToEndAsync(cancellationToken);
            string[] printed = await Task.WhenAll(output, errors);
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode == 0, string.Concat(printed));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>The line of its output that says best what is wrong.</summary>
    /// <param name="output">All that it printed.</param>
    public static string Complaint(string output)
    {
        if (ProblemIn(output) is { } problem)
        {
            return problem;
        }

        string[] lines = [.. output.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
        return Array.Find(lines, line => line.Contains("error", StringComparison.OrdinalIgnoreCase)) ?? lines.LastOrDefault() ?? "it said nothing";
    }

    // A verb that answers in JSON complains in JSON.
    private static string? ProblemIn(string output)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(output);
            return document.RootElement is { ValueKind: JsonValueKind.Object } answer && answer.TryGetProperty("problems", out JsonElement problems) && problems.ValueKind == JsonValueKind.Array
                ? problems.EnumerateArray().Select(problem => problem.TryGetProperty("text", out JsonElement text) ? text.GetString() : null).FirstOrDefault(text => text is not null)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Process Start(string dotnet, string directory, string[] arguments)
    {
        try
        {
            return Process.Start(DotnetCommand.Prepare(dotnet, arguments, directory))!;
        }
        catch (Win32Exception exception)
        {
            throw new KetrewException($"{dotnet} can't be started: {exception.Message}.", exception) { Hint = DotnetCommand.Hint };
        }
    }
}
