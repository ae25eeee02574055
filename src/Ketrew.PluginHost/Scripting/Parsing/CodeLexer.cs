using Ketrew.PluginHost.Scripting.Values;

namespace Ketrew.PluginHost.Scripting.Parsing;

/// <summary>Reads the words of code; the depth tells how many strings it is a part of.</summary>
internal sealed class CodeLexer(ScriptText source, int start, ProblemList problems, int depth = 0)
{
    // Longest first.
    private static readonly string[] _symbols =
    [
        "//=", "..<", "...", "==", "!=", "<=", ">=", "&&", "||", "??", "?!", "?.", "..", "|>", "//", "+=", "-=", "*=", "/=", "%=", "++", "--",
        "+", "-", "*", "/", "%", "<", ">", "!", "=", "|", "?", ":", ".", ",", "(", ")", "[", "]", "{", "}", "@", "^",
    ];

    private readonly List<Token> _tokens = [];
    private readonly string _text = source.Text;
    private int _braces;
    private bool _isSpaced = true;

    /// <summary>The next character to read.</summary>
    public int Position { get; private set; } = start;

    /// <summary>How the block's end strips what follows: <c>-</c>, <c>~</c> or nothing.</summary>
    public char Strip { get; private set; }

    /// <summary>Reads up to the <c>}}</c> that ends the block, and past it.</summary>
    public IReadOnlyList<Token> ReadBlock(out bool isClosed)
    {
        while (Position < _text.Length)
        {
            int strip = _text[Position] is '-' or '~' ? 1 : 0;
            if (_braces == 0 && Follows("}}", strip))
            {
                Strip = strip == 1 ? _text[Position] : default;
                Add(TokenKind.BlockEnd, strip + 2);
                isClosed = true;
                return _tokens;
            }

            ReadToken();
        }

        isClosed = false;
        return _tokens;
    }

    /// <summary>Reads all that is left.</summary>
    public IReadOnlyList<Token> ReadAll()
    {
        while (Position < _text.Length)
        {
            ReadToken();
        }

        return End();
    }

    /// <summary>Reads up to the <c>}</c> that ends a part of a string, and not past it.</summary>
    public IReadOnlyList<Token> ReadPart()
    {
        while (Position < _text.Length && !(_braces == 0 && _text[Position] == '}'))
        {
            ReadToken();
        }

        return End();
    }

    private List<Token> End()
    {
        Add(TokenKind.End, 0);
        return _tokens;
    }

    private void ReadToken()
    {
        char c = _text[Position];
        switch (c)
        {
            case '\n' or ';':
                Add(TokenKind.LineEnd, 1);
                break;
            case '#':
                SkipComment();
                break;
            case '"' or '\'' or '`':
                AddString(new StringLexer(source, Position, problems, depth));
                break;
            case '$' when Position + 1 < _text.Length && _text[Position + 1] is '"' or '\'':
                AddString(new StringLexer(source, Position, problems, depth));
                break;
            case '$':
                AddLocal();
                break;
            case var _ when char.IsWhiteSpace(c):
                Position++;
                _isSpaced = true;
                break;
            case var _ when char.IsAsciiDigit(c):
                AddNumber();
                break;
            case var _ when IsNameStart(c):
                AddName();
                break;
            default:
                AddSymbol();
                break;
        }
    }

    private void SkipComment()
    {
        bool isLong = Follows("##");
        Position += isLong ? 2 : 1;
        while (Position < _text.Length && !Follows("}}") && !(_text[Position] is '-' or '~' && Follows("}}", 1)))
        {
            if (isLong ? Follows("##") : _text[Position] == '\n')
            {
                Position += isLong ? 2 : 0;
                break;
            }

            Position++;
        }

        _isSpaced = true;
    }

    private void AddLocal()
    {
        int end = Position + 1;
        if (end < _text.Length && _text[end] == '$')
        {
            end++;
        }
        else
        {
            bool isIndex = end < _text.Length && char.IsAsciiDigit(_text[end]);
            while (end < _text.Length && (isIndex ? char.IsAsciiDigit(_text[end]) : IsNamePart(_text[end])))
            {
                end++;
            }
        }

        string name = _text[(Position + 1)..end];
        Add(TokenKind.Local, end - Position, name);
    }

    private void AddName()
    {
        int end = Position;
        while (end < _text.Length && IsNamePart(_text[end]))
        {
            end++;
        }

        // `a.empty?` is one name; `a.empty ?? b` and `a.empty ?.b` are not.
        bool isMember = _tokens.Count > 0 && (_tokens[^1].Is(".") || _tokens[^1].Is("?."));
        if (isMember && _text[Position..end] == "empty" && end < _text.Length && _text[end] == '?'
            && !(end + 1 < _text.Length && _text[end + 1] is '?' or '.' or '!'))
        {
            end++;
        }

        Add(TokenKind.Name, end - Position);
    }

    private void AddNumber()
    {
        NumberLexer number = NumberLexer.Read(_text, Position);
        ScriptSpan span = source.Span(Position, number.End);
        if (number.Value is null)
        {
            problems.Add(span.Problem($"`{span}` is no number, or one that is too large", null));
        }

        Add(TokenKind.Literal, number.End - Position, value: number.Value ?? Value.From(0));
    }

    private void AddString(StringLexer lexer)
    {
        Token token = lexer.Read(_isSpaced);
        _tokens.Add(token);
        Position = token.Span.End;
        _isSpaced = false;
    }

    private void AddSymbol()
    {
        string? symbol = Array.Find(_symbols, candidate => Follows(candidate));
        if (symbol is null)
        {
            // The two halves of a pair are one character for a person.
            int length = char.IsHighSurrogate(_text[Position]) && Position + 1 < _text.Length && char.IsLowSurrogate(_text[Position + 1]) ? 2 : 1;
            ScriptSpan span = source.Span(Position, Position + length);
            problems.Add(span.Problem($"unexpected `{span}`", HintFor(span.ToString())));
            Position += length;
            return;
        }

        _braces += symbol switch { "{" => 1, "}" when _braces > 0 => -1, _ => 0 };
        Add(TokenKind.Symbol, symbol.Length);
    }

    private static string? HintFor(string text) => text switch
    {
        "&" => "&&",
        "“" or "”" or "„" => "\"",
        "‘" or "’" => "'",
        _ => null,
    };

    private void Add(TokenKind kind, int length, string? text = null, Value? value = null)
    {
        ScriptSpan span = source.Span(Position, Position + length);
        _tokens.Add(new Token(kind, text ?? span.ToString(), span, _isSpaced) { Value = value });
        Position += length;
        _isSpaced = kind == TokenKind.LineEnd;
    }

    private bool Follows(string text, int ahead = 0) =>
        Position + ahead <= _text.Length && _text.AsSpan(Position + ahead).StartsWith(text, StringComparison.Ordinal);

    private static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c == '_';

    private static bool IsNamePart(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
