using System.Globalization;
using System.Text;
using Ketrew.PluginHost.Scripting.Values;

namespace Ketrew.PluginHost.Scripting.Parsing;

/// <summary>Reads one string: <c>'…'</c> and <c>"…"</c> with escape sequences, <c>`…`</c> without, <c>$"…{expression}…"</c>.</summary>
internal sealed class StringLexer(ScriptText source, int start, ProblemList problems, int depth)
{
    // Strings in parts of strings in parts of strings.
    private const int DeepestPart = 8;

    private readonly string _text = source.Text;
    private readonly StringBuilder _content = new();
    private readonly List<IReadOnlyList<Token>> _parts = [];
    private int _position;
    private bool _isExplained;

    public Token Read(bool isSpaced)
    {
        bool isInterpolated = _text[start] == '$';
        _position = isInterpolated ? start + 1 : start;
        char quote = _text[_position++];
        while (_position < _text.Length && _text[_position] != quote)
        {
            ReadCharacter(quote, isInterpolated);
        }

        if (_position == _text.Length && !_isExplained)
        {
            problems.Add(source.Span(start, Math.Min(start + 1, _text.Length)).Problem("this string is never closed", quote.ToString()));
        }

        _position = Math.Min(_position + 1, _text.Length);
        ScriptSpan span = source.Span(start, _position);
        EndText();
        return isInterpolated
            ? new Token(TokenKind.Interpolated, "", span, isSpaced) { Parts = _parts }
            : new Token(TokenKind.Literal, "", span, isSpaced) { Value = Value.From(_content.ToString()) };
    }

    private void ReadCharacter(char quote, bool isInterpolated)
    {
        char c = _text[_position];
        if (c == '\\' && quote != '`')
        {
            ReadEscape();
        }
        else if (c == '{' && isInterpolated)
        {
            ReadPart();
        }
        else
        {
            _content.Append(c);
            _position++;
        }
    }

    private void ReadPart()
    {
        EndText();
        _content.Clear();
        ScriptSpan open = source.Span(_position, _position + 1);
        if (depth >= DeepestPart)
        {
            problems.Add(open.Problem("strings are nested too deep", null));
            _position = _text.Length;
            return;
        }

        ProblemList inside = new();
        CodeLexer code = new(source, _position + 1, inside, depth + 1);
        _parts.Add(code.ReadPart());
        _isExplained |= code.Position == _text.Length;
        // What was read is then the rest of the text: nothing that is wrong in it is worth telling.
        foreach (ScriptProblem problem in _isExplained ? [open.Problem("`{` is never closed", "for the character itself: `\\{`")] : inside.InOrder)
        {
            problems.Add(problem);
        }

        _position = Math.Min(code.Position + 1, _text.Length);
    }

    private void EndText()
    {
        ScriptSpan span = source.Span(start, _position);
        _parts.Add([new Token(TokenKind.Literal, "", span, IsSpaced: false) { Value = Value.From(_content.ToString()) }]);
    }

    private void ReadEscape()
    {
        int length = 2;
        char c = _position + 1 < _text.Length ? _text[_position + 1] : '\0';
        switch (c)
        {
            case 'n' or 'r' or 't' or 'b' or 'f' or '0':
                _content.Append(c switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'b' => '\b', 'f' => '\f', _ => '\0' });
                break;
            case '\\' or '"' or '\'' or '{' or '}' or '\n':
                _content.Append(c == '\n' ? "" : c);
                break;
            case 'u' or 'x':
                length += ReadCode(c == 'u' ? 4 : 2);
                break;
            default:
                length = Math.Min(2, _text.Length - _position);
                ScriptSpan span = source.Span(_position, _position + length);
                problems.Add(span.Problem($"unknown escape sequence `{span}`", "for a backslash: `\\\\`, or a string in backticks"));
                break;
        }

        _position += length;
    }

    private int ReadCode(int digits)
    {
        int first = _position + 2;
        int length = Math.Min(digits, _text.Length - first);
        if (length == digits && ushort.TryParse(_text.AsSpan(first, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code))
        {
            _content.Append((char)code);
            return digits;
        }

        ScriptSpan span = source.Span(_position, first);
        problems.Add(span.Problem($"`{span}` wants {digits} hexadecimal digits", digits == 4 ? "\\u00e9" : "\\xe9"));
        return 0;
    }
}
