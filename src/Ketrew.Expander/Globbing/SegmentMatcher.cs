using System.Text;

namespace Ketrew.Expander.Globbing;

/// <summary>Matches one component of a path: literal characters, <c>*</c>, <c>?</c> and classes.</summary>
internal sealed class SegmentMatcher
{
    private readonly Token[] _tokens;

    private SegmentMatcher(Token[] tokens, string? literal) => (_tokens, Literal) = (tokens, literal);

    /// <summary>The text, when nothing else is matched; null otherwise.</summary>
    public string? Literal { get; }

    /// <summary>Reads one component of a pattern.</summary>
    /// <param name="text">Without braces and <c>/</c>.</param>
    public static SegmentMatcher Parse(string text)
    {
        if (text.AsSpan().IndexOfAny("*?[\\") < 0)
        {
            return new SegmentMatcher([], text);
        }

        List<Token> tokens = [];
        for (int i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '*':
                    // Several stars mean what one means, and cost more.
                    if (tokens is not [.., { Kind: TokenKind.AnyText }])
                    {
                        tokens.Add(new Token(TokenKind.AnyText, "", false));
                    }

                    break;
                case '?':
                    tokens.Add(new Token(TokenKind.AnyCharacter, "", false));
                    break;
                case '[':
                    tokens.Add(ParseClass(text, ref i));
                    break;
                default:
                    i += text[i] == '\\' && i + 1 < text.Length ? 1 : 0;
                    tokens.Add(new Token(TokenKind.Character, text[i].ToString(), false));
                    break;
            }
        }

        string? literal = tokens.TrueForAll(token => token.Kind == TokenKind.Character)
            ? string.Concat(tokens.Select(token => token.Characters))
            : null;
        return new SegmentMatcher([.. tokens], literal);
    }

    /// <summary>True when the whole name matches.</summary>
    /// <param name="name">One component of a path.</param>
    public bool IsMatch(ReadOnlySpan<char> name)
    {
        if (Literal is not null)
        {
            return name.SequenceEqual(Literal);
        }

        // On a mismatch the last star takes one character more: linear for one star, never exponential.
        int token = 0;
        int position = 0;
        int starToken = -1;
        int starPosition = 0;
        while (position < name.Length)
        {
            if (token < _tokens.Length && _tokens[token].Kind == TokenKind.AnyText)
            {
                (starToken, starPosition) = (token++, position);
            }
            else if (token < _tokens.Length && _tokens[token].Match(name[position..]) is > 0 and int length)
            {
                token++;
                position += length;
            }
            else if (starToken >= 0)
            {
                token = starToken + 1;
                position = ++starPosition;
            }
            else
            {
                return false;
            }
        }

        while (token < _tokens.Length && _tokens[token].Kind == TokenKind.AnyText)
        {
            token++;
        }

        return token == _tokens.Length;
    }

    private static Token ParseClass(string text, ref int index)
    {
        bool isNegated = text[index + 1] is '!' or '^';
        int first = index + (isNegated ? 2 : 1);
        int end = text.IndexOf(']', first + 1);
        StringBuilder ranges = new();
        for (int i = first; i < end; i++)
        {
            bool isRange = i + 2 < end && text[i + 1] == '-';
            ranges.Append(text[i]).Append(text[isRange ? i + 2 : i]);
            i += isRange ? 2 : 0;
        }

        index = end;
        return new Token(TokenKind.Class, ranges.ToString(), isNegated);
    }

    private enum TokenKind
    {
        Character,
        AnyCharacter,
        AnyText,
        Class,
    }

    /// <param name="Kind">What it matches.</param>
    /// <param name="Characters">The character, or pairs of first and last of a class's ranges.</param>
    /// <param name="IsNegated">True for a class of everything else.</param>
    private readonly record struct Token(TokenKind Kind, string Characters, bool IsNegated)
    {
        /// <summary>How many UTF-16 units at the beginning of the rest it matches; 0 for none.</summary>
        public int Match(ReadOnlySpan<char> rest) => Kind switch
        {
            TokenKind.Character => rest[0] == Characters[0] ? 1 : 0,
            TokenKind.Class when IsInClass(rest[0]) == IsNegated => 0,
            _ => char.IsHighSurrogate(rest[0]) && rest.Length > 1 ? 2 : 1,
        };

        private bool IsInClass(char character)
        {
            for (int i = 0; i < Characters.Length; i += 2)
            {
                if (character >= Characters[i] && character <= Characters[i + 1])
                {
                    return true;
                }
            }

            return false;
        }
    }
}
