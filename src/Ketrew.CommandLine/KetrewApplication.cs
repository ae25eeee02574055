using System.CommandLine;
using Ketrew.Backends;
using Ketrew.CommandLine.Output;
using Ketrew.CommandLine.Unchanged;
using Ketrew.CommandLine.Verbs;
using Ketrew.Expander.Linking;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.CommandLine;

/// <summary>The program: verbs in, exit code out. <c>return await KetrewApplication.CreateBuilder(args).AddStanza&lt;MyStanza&gt;().RunAsync();</c> is a whole one.</summary>
public static class KetrewApplication
{
    /// <summary>Begins a program with all verbs and no stanzas of its own.</summary>
    /// <param name="arguments">Of the command line, without the program's name.</param>
    public static KetrewApplicationBuilder CreateBuilder(string[] arguments) => new(arguments);

    /// <summary>Parses and runs one command line.</summary>
    /// <param name="arguments">Without the program's name.</param>
    /// <param name="linked">Stanzas that the program brings.</param>
    /// <param name="backends">Kinds of backends that the program brings.</param>
    internal static async Task<int> RunAsync(string[] arguments, ValueList<LinkedStanza> linked, ValueList<LinkedBackend> backends)
    {
        arguments = JoinedNumbers.Split(arguments);
        ChangedRun? changed = null;
        if (linked.IsEmpty && (UnchangedRun.TryAnswer(arguments, out changed) || UnchangedExpansion.TryAnswer(arguments)))
        {
            return ExitCode.Done;
        }

        Terminal terminal = Terminal.OfProcess();
        if (arguments is ["--version"])
        {
            // All verbs with their options take longer to set up than this takes to say.
            terminal.Print(ProductVersion.Line);
            terminal.Flush();
            return ExitCode.Done;
        }

        using StopSignals signals = new();
        Session session = new(terminal, signals, arguments) { Linked = linked, LinkedBackends = backends };
        return await GuardAsync(session, async () =>
        {
            using (changed)
            {
                if (changed is not null && await changed.RunAsync(session) is { } exitCode)
                {
                    return exitCode;
                }
            }

            return await ParseAndRunAsync(session, arguments);
        });
    }

    private static async Task<int> ParseAndRunAsync(Session session, string[] arguments)
    {
        ParseResult parsed = CommandTree.Create(session).Parse(arguments, new ParserConfiguration { EnablePosixBundling = false });
        if (UsageErrors.Has(parsed))
        {
            UsageErrors.Print(parsed, session.Terminal);
            return ExitCode.BadInput;
        }

        // Signals are ours: the first one stops, the next ones kill.
        return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, CancellationToken.None);
    }

    // What went wrong, as people are told of it.
    private static async Task<int> GuardAsync(Session session, Func<Task<int>> run)
    {
        Terminal terminal = session.Terminal;
        try
        {
            return await run();
        }
        catch (OperationCanceledException) when (session.Signals.Stop.IsCancellationRequested)
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
