using System.CommandLine;
using Ketrew.CommandLine.Output;
using Ketrew.CommandLine.Verbs;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.CommandLine;

/// <summary>The program: verbs in, exit code out.</summary>
public static class KetrewApplication
{
    /// <summary>Parses and runs one command line.</summary>
    /// <param name="arguments">Without the program's name.</param>
    /// <returns>0 done, 1 a target failed or a check found drift, 2 the input is wrong, 3 the surroundings failed, 130 interrupted.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        Terminal terminal = Terminal.OfProcess();
        using StopSignals signals = new();
        RootCommand root = CommandTree.Create(new Session(terminal, signals, arguments));
        ParseResult parsed = root.Parse(arguments, new ParserConfiguration { EnablePosixBundling = false });
        if (parsed.Errors.Count > 0)
        {
            UsageErrors.Print(parsed, terminal);
            return ExitCode.BadInput;
        }

        try
        {
            // Signals are ours: the first one stops, the next ones kill.
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, CancellationToken.None);
        }
        catch (OperationCanceledException) when (signals.Stop.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
        catch (InputException exception)
        {
            terminal.PrintError(exception.Message, exception.Hint);
            return ExitCode.BadInput;
        }
        catch (KetrewException exception)
        {
            terminal.PrintError(exception.Message, exception.Hint);
            return ExitCode.Surroundings;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            terminal.PrintError(exception.Message);
            return ExitCode.Surroundings;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            terminal.PrintError($"this is a fault of ketrew itself: {exception}", "please report it with the lines above");
            return ExitCode.Surroundings;
        }
        finally
        {
            terminal.Flush();
        }
    }
}
