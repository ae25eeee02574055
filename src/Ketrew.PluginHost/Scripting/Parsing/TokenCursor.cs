namespace Ketrew.PluginHost.Scripting.Parsing;

/// <summary>A place in a list of tokens.</summary>
/// <param name="tokens">Ends with one of kind <see cref="TokenKind.End"/>.</param>
internal sealed class TokenCursor(IReadOnlyList<Token> tokens)
{
    // Brackets, operators and blocks inside each other; deeper ones could not be evaluated either.
    private const int Nesting = 200;

    // Of a token, in a message.
    private const int LongestWord = 30;

    private int _index;
    private int _depth;

    /// <summary>Ends of lines mean nothing, as in brackets.</summary>
    public bool SkipsLineEnds { get; set; }

    /// <summary>Something was nested too deep: what follows can't be told apart.</summary>
    public bool IsTooDeep { get; private set; }

    public Token Current
    {
        get
        {
            while (SkipsLineEnds && tokens[_index].Kind == TokenKind.LineEnd)
            {
                _index++;
            }

            return tokens[_index];
        }
    }

    public Token Previous => tokens[Math.Max(0, _index - 1)];

    /// <summary>The token behind the current one.</summary>
    public Token Next => tokens[Math.Min(tokens.Count - 1, _index + (Current.Kind == TokenKind.End ? 0 : 1))];

    public Token Take()
    {
        Token token = Current;
        _index = Math.Min(_index + 1, tokens.Count - 1);
        return token;
    }

    public bool TryTake(string symbol)
    {
        bool isThere = Current.Is(symbol);
        if (isThere)
        {
            Take();
        }

        return isThere;
    }

    public Token Expect(string symbol) => Current.Is(symbol) ? Take() : throw Unexpected($"`{symbol}`");

    /// <summary>Skips ends of lines that lead to a certain symbol; stays where it is when they lead elsewhere.</summary>
    public bool SkipLineEndsBefore(Func<Token, bool> isWanted)
    {
        int index = _index;
        while (tokens[index].Kind == TokenKind.LineEnd && tokens[index].Text == "\n")
        {
            index++;
        }

        bool isThere = isWanted(tokens[index]);
        _index = isThere ? index : _index;
        return isThere;
    }

    public void SkipLineEnds() => SkipLineEndsBefore(_ => true);

    /// <summary>What is wrong with the current token.</summary>
    public ScriptException Unexpected(string wanted, string? hint = null) => Wrong(Current, $"expected {wanted}, not {Describe(Current)}", hint);

    public static ScriptException Wrong(Token token, string message, string? hint = null)
    {
        ScriptException exception = new(message, hint);
        exception.PlaceAt(token.Span);
        return exception;
    }

    public void Enter()
    {
        if (++_depth > Nesting)
        {
            IsTooDeep = true;
            throw Wrong(Current, "this is nested too deep");
        }
    }

    public void Leave() => _depth--;

    /// <summary>Goes to the end of the statement after a problem.</summary>
    public void Recover(int depth)
    {
        _depth = depth;
        SkipsLineEnds = false;
        while (Current.Kind is not (TokenKind.BlockEnd or TokenKind.LineEnd or TokenKind.End or TokenKind.Text) && !Current.IsName("end"))
        {
            Take();
        }
    }

    public int Depth => _depth;

    /// <summary>Goes behind everything.</summary>
    public void SkipAll() => _index = tokens.Count - 1;

    private static string Describe(Token token) => token.Kind switch
    {
        TokenKind.End => "the end",
        TokenKind.LineEnd when token.Text == "\n" => "the end of the line",
        TokenKind.BlockEnd => "`}}`",
        _ => $"`{Shorten(token.Span.ToString())}`",
    };

    private static string Shorten(string text)
    {
        string line = text.Split('\n')[0];
        return line.Length == text.Length && line.Length <= LongestWord ? text : $"{line[..Math.Min(LongestWord, line.Length)]}…";
    }
}
