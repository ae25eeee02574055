using System.Diagnostics.CodeAnalysis;
using Ketrew.Expander.Diagnostics;
using Ketrew.Sdk.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Ketrew.Expander.Reading;

/// <summary>The parser's events, one after the other; what the parser throws becomes a diagnostic and the end.</summary>
internal sealed class EventReader
{
    private readonly string _text;
    private readonly string _file;
    private readonly List<Diagnostic> _diagnostics;
    private readonly Parser _parser;
    private readonly int _contentEnd;
    private readonly Stack<(Mark Start, bool IsList)> _openBrackets = new();
    private readonly CancellationToken _cancellationToken;
    private Mark _last = Mark.Empty;

    public EventReader(string text, string file, List<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        _cancellationToken = cancellationToken;
        _text = text;
        _file = file;
        _diagnostics = diagnostics;
        _contentEnd = text.AsSpan().TrimEnd().Length;
        _parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
    }

    /// <summary>The event reached; null before the first, after the last, and after a failure.</summary>
    public ParsingEvent? Current { get; private set; }

    /// <summary>True when the text is no YAML, or somebody gave up on it.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Goes on to the next event.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    [MemberNotNullWhen(true, nameof(Current))]
    public bool MoveNext()
    {
        if (HasFailed)
        {
            return false;
        }

        _cancellationToken.ThrowIfCancellationRequested();
        try
        {
            Current = _parser.MoveNext() ? _parser.Current : null;
        }
        catch (YamlException exception)
        {
            Report(exception.Message, ToSpan(exception.Start, exception.End), exception.Start.Index >= _contentEnd);
        }
        catch (InvalidOperationException)
        {
            // YamlDotNet 16.3 pops an empty stack on `a: [1, 2` followed by a line in the first column.
            Report("", SourceText.SpanAt(_file, _text, NextToken((int)_last.Index)), isAtEnd: true);
        }

        TrackBrackets();
        _last = Current?.End ?? _last;
        return Current is not null;
    }

    /// <summary>Ends the reading: what follows would only be a consequence.</summary>
    /// <param name="diagnostic">Why.</param>
    public void Fail(Diagnostic diagnostic)
    {
        _diagnostics.Add(diagnostic);
        HasFailed = true;
        Current = null;
    }

    /// <summary>A span between two marks of the parser.</summary>
    /// <param name="start">First character.</param>
    /// <param name="end">After the last.</param>
    public SourceSpan ToSpan(Mark start, Mark end) =>
        // At the end of the file the parser counts a line that isn't there: what is missing is missing behind the last character.
        start.Index >= _contentEnd && _contentEnd > 0
            ? SourceText.SpanAt(_file, _text, _contentEnd - 1)
            : new SourceSpan(_file, (int)start.Line, (int)start.Column, (int)end.Line, (int)end.Column);

    // The parser places some complaints about tabs at the top of the file: look for the tab ourselves.
    private void Report(string message, SourceSpan span, bool isAtEnd)
    {
        bool isAboutTab = message.Contains(" tab ", StringComparison.Ordinal);
        if (FindTab() is { } tab && (isAboutTab || tab.Line == span.Line))
        {
            Fail(Problem.TabIndentation(tab));
        }
        else if (_openBrackets.TryPeek(out (Mark Start, bool IsList) open) && (isAtEnd || span.Line > open.Start.Line))
        {
            // The parser stops lines below, where something else begins.
            Fail(Problem.OpenBracket(ToSpan(open.Start, open.Start), open.IsList));
        }
        else
        {
            Fail(SyntaxWording.Describe(message, span));
        }
    }

    private void TrackBrackets()
    {
        switch (Current)
        {
            case SequenceStart { Style: SequenceStyle.Flow } sequence:
                _openBrackets.Push((sequence.Start, true));
                break;
            case MappingStart { Style: MappingStyle.Flow } mapping:
                _openBrackets.Push((mapping.Start, false));
                break;
            case SequenceEnd or MappingEnd when _openBrackets.Count > 0:
                // Inside of brackets everything is in brackets.
                _openBrackets.Pop();
                break;
            default:
                break;
        }
    }

    private SourceSpan? FindTab()
    {
        int lineStart = _text.LastIndexOf('\n', Math.Max(0, Math.Min((int)_last.Index, _text.Length) - 1)) + 1;
        while (lineStart < _text.Length)
        {
            int index = lineStart;
            while (index < _text.Length && _text[index] == ' ')
            {
                index++;
            }

            if (index < _text.Length && _text[index] == '\t')
            {
                return SourceText.SpanAt(_file, _text, index);
            }

            int end = _text.IndexOf('\n', index);
            lineStart = end < 0 ? _text.Length : end + 1;
        }

        return null;
    }

    private int NextToken(int index)
    {
        while (index < _text.Length - 1 && char.IsWhiteSpace(_text[index]))
        {
            index++;
        }

        return index;
    }
}
