using System.Text.RegularExpressions;

namespace Ketrew.PluginHost.Scripting.Parsing;

/// <summary>Takes a template apart: text, escape blocks, and the words of its code blocks.</summary>
internal sealed partial class TemplateLexer(ScriptText source, ProblemList problems)
{
    private readonly List<Token> _tokens = [];
    private readonly string _text = source.Text;
    private int _position;
    private char _strip;

    /// <summary>Where something begins that is never closed: what is read behind it means nothing. Null mostly.</summary>
    public int? UnclosedAt { get; private set; }

    /// <summary>All tokens, with one of kind <see cref="TokenKind.End"/> at last.</summary>
    public IReadOnlyList<Token> Read()
    {
        while (BlockStart().Match(_text, _position) is { Success: true } start)
        {
            string indentation = AddText(_position, start.Index, StripOf(start.Groups["strip"]));
            _position = start.Index + start.Length;
            if (start.Groups["escape"].Success)
            {
                ReadEscape(start);
            }
            else
            {
                ReadCode(start, indentation);
            }
        }

        AddText(_position, _text.Length, default);
        _tokens.Add(new Token(TokenKind.End, "", source.Span(_text.Length, _text.Length), IsSpaced: true));
        return _tokens;
    }

    private void ReadEscape(Match start)
    {
        string close = $"}}{start.Groups["escape"].Value}}}";
        int end = _text.IndexOf(close, _position, StringComparison.Ordinal);
        if (end < 0)
        {
            problems.Add(source.Span(start.Index, start.Index + start.Length).Problem($"`{start.Value}` is never closed", close));
            end = _text.Length;
        }

        char strip = end < _text.Length && end > _position && _text[end - 1] is '-' or '~' ? _text[end - 1] : default;
        _strip = StripOf(start.Groups["strip"]) == default ? default : _strip;
        AddRaw(_position, strip == default ? end : end - 1);
        _position = Math.Min(_text.Length, end + close.Length);
        _strip = strip;
    }

    private void ReadCode(Match start, string indentation)
    {
        ScriptSpan open = source.Span(start.Index, start.Index + start.Length);
        _tokens.Add(new Token(TokenKind.BlockStart, indentation, open, IsSpaced: false));
        CodeLexer lexer = new(source, _position, problems);
        _tokens.AddRange(lexer.ReadBlock(out bool isClosed));
        _position = lexer.Position;
        _strip = lexer.Strip;
        if (!isClosed)
        {
            UnclosedAt = start.Index;
            AddUnlessExplained(open.Problem($"`{open}` is never closed", "}}"));
        }
    }

    // A string that is never closed takes the block's end with it.
    private void AddUnlessExplained(ScriptProblem problem)
    {
        if (!problems.InOrder.Any(other => other.Offset > problem.Offset))
        {
            problems.Add(problem);
        }
    }

    // Returns the white space at the text's end when it begins its line and is kept.
    private string AddText(int start, int end, char stripNext)
    {
        string raw = _text[start..end];
        string text = StripEnd(StripStart(raw, _strip), stripNext);
        _strip = default;
        if (text.Length > 0)
        {
            _tokens.Add(new Token(TokenKind.Text, text, source.Span(start, end), IsSpaced: false));
        }

        bool beginsLine = raw.TrimEnd(' ', '\t') is var before && (before.EndsWith('\n') || (before.Length == 0 && start == 0));
        return beginsLine && stripNext == default ? text[text.TrimEnd(' ', '\t').Length..] : "";
    }

    private void AddRaw(int start, int end)
    {
        if (end > start)
        {
            _tokens.Add(new Token(TokenKind.Text, _text[start..end], source.Span(start, end), IsSpaced: false));
        }
    }

    private static char StripOf(Group group) => group.Length == 0 ? default : group.Value[0];

    private static string StripStart(string text, char mode) => mode switch
    {
        '-' => text.TrimStart(),
        '~' => RestOfLine().Replace(text, "", 1),
        _ => text,
    };

    private static string StripEnd(string text, char mode) => mode switch
    {
        '-' => text.TrimEnd(),
        '~' => text.TrimEnd(' ', '\t'),
        _ => text,
    };

    [GeneratedRegex(@"\{(?<escape>%+)\{(?<strip>[-~]?)|\{\{(?<strip>[-~]?)", RegexOptions.CultureInvariant)]
    private static partial Regex BlockStart();

    [GeneratedRegex(@"\A[ \t]*(?:\r?\n)?", RegexOptions.CultureInvariant)]
    private static partial Regex RestOfLine();
}
