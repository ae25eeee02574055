using Ketrew.PluginHost.Scripting.Values;

namespace Ketrew.PluginHost.Scripting.Parsing;

internal enum TokenKind
{
    /// <summary>Text outside of <c>{{ }}</c>; <see cref="Token.Text"/> is what is written.</summary>
    Text,

    /// <summary><c>{{</c>; <see cref="Token.Text"/> is the white space in front of it when nothing else is in its line.</summary>
    BlockStart,

    /// <summary><c>}}</c>.</summary>
    BlockEnd,

    /// <summary>A line's end, or <c>;</c>.</summary>
    LineEnd,

    /// <summary>A name or keyword.</summary>
    Name,

    /// <summary><c>$name</c>; <see cref="Token.Text"/> is without the <c>$</c>.</summary>
    Local,

    /// <summary>A number or string; <see cref="Token.Value"/> is what it means.</summary>
    Literal,

    /// <summary><c>$"…"</c>; <see cref="Token.Parts"/> are its parts.</summary>
    Interpolated,

    /// <summary>An operator or bracket.</summary>
    Symbol,

    /// <summary>Behind the last one.</summary>
    End,
}

/// <summary>A word of the language.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">How it is written, mostly; see the kinds.</param>
/// <param name="Span">Where.</param>
/// <param name="IsSpaced">White space stands in front of it.</param>
internal sealed record Token(TokenKind Kind, string Text, ScriptSpan Span, bool IsSpaced)
{
    public Value? Value { get; init; }

    /// <summary>In turn: a text as a token of kind <see cref="TokenKind.Literal"/>, or the tokens of an expression.</summary>
    public IReadOnlyList<IReadOnlyList<Token>>? Parts { get; init; }

    public bool Is(string symbol) => Kind == TokenKind.Symbol && Text == symbol;

    public bool IsName(string name) => Kind == TokenKind.Name && Text == name;
}
