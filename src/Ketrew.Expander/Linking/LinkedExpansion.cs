using System.Diagnostics;
using System.Globalization;
using Ketrew.Expander.Hosting;
using Ketrew.Sdk;
using Ketrew.Sdk.Observations;
using Ketrew.Sdk.Protocol;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Linking;

/// <summary>Expands stanzas that are part of the running program: no process, no copy of their statics, no limit of time.</summary>
internal static class LinkedExpansion
{
    /// <summary>Expands one stanza; whatever it throws is an outcome.</summary>
    /// <param name="plugin">Makes it.</param>
    /// <param name="directory">Where it stands.</param>
    /// <param name="fields">What the user wrote.</param>
    /// <param name="arguments">Of its declaration.</param>
    /// <param name="answer">Answers a question that was asked at a line of the plugin.</param>
    public static ExpansionOutcome Expand(LinkedPlugin plugin, ProjectPath directory, Node fields, Node arguments, Func<Question, string, Answer> answer)
    {
        using Channel channel = new(answer);
        StanzaContext context = new(directory, arguments, channel);
        try
        {
            plugin.Create().Expand(fields, context);
        }
        catch (StanzaFailedException failure)
        {
            context.Report(failure.ToDiagnostic());
        }
        catch (StanzaLateException)
        {
            return new ExpansionOutcome.Expanded([], []);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return new ExpansionOutcome.PluginFailed($"{failure.GetType().FullName}: {failure.Message}", FramesOf(failure));
        }

        return new ExpansionOutcome.Expanded([.. context.Emitted], [.. context.Diagnostics]);
    }

    private static ValueList<string> FramesOf(Exception failure) =>
        [.. new StackTrace(failure, fNeedFileInfo: true).GetFrames().Where(frame => frame.GetFileName() is not null).Select(Describe)];

    private static string Describe(StackFrame frame) =>
        string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(frame.GetFileName())}:{frame.GetFileLineNumber()}");

    private sealed class Channel(Func<Question, string, Answer> answer) : IQuestionChannel, IDisposable
    {
        private readonly int _thread = Environment.CurrentManagedThreadId;
        private bool _isClosed;

        public Answer Ask(Question question, string pluginLine) => _isClosed || Environment.CurrentManagedThreadId != _thread
            ? throw new InvalidOperationException("A stanza asks questions on its own thread and while it is expanded only.")
            : answer(question, pluginLine);

        public void Dispose() => _isClosed = true;
    }
}
