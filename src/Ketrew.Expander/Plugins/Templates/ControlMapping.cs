using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Language.Decoding;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Plugins.Templates;

/// <summary>Mappings that control others. Which ones do is told by their keys: all of them, and no other.</summary>
internal static class ControlMapping
{
    private static readonly (string Word, string[][] Partners, string Wanted, string Hint)[] _all =
    [
        ("for", [["do"], ["merge"]], "`do`, a list, or `merge`, a mapping", "add `do:` with a list below it"),
        ("if", [["then"], ["then", "else"]], "`then`, and perhaps `else`", "add `then:` with what stands for it"),
        ("let", [["in"]], "`in`", "add `in:` with what the variables are for; as an item of a list it needs none"),
    ];

    /// <summary>True when a key of it controls, or should.</summary>
    public static bool IsControl(MappingNode mapping) => _all.Any(control => mapping[control.Word] is not null);

    /// <summary>Says whether the keys are just those of one control; false when it has been reported.</summary>
    /// <param name="mapping">Has a key that controls.</param>
    /// <param name="isItem">True for an item of a list, where <c>let</c> can stand alone.</param>
    /// <param name="context">Takes problems.</param>
    public static bool Check(MappingNode mapping, bool isItem, DecodeContext context)
    {
        (string word, string[][] partners, string wanted, string hint) = _all.First(control => mapping[control.Word] is not null);
        FieldNode head = mapping.Fields.First(field => field.Name == word);
        FieldNode[] others = [.. mapping.Fields.Where(field => field != head)];
        if ((word == "let" && isItem && others.Length == 0) || partners.Any(set => set.Order().SequenceEqual(others.Select(field => field.Name).Order())))
        {
            return true;
        }

        FieldNode? foreign = Array.Find(others, field => !partners.Any(set => set.Contains(field.Name)))
            ?? (others.Length > 1 ? others[^1] : null);
        return foreign is null || others.Length == 0
            ? context.Report(TemplateProblem.IncompleteControl(head.NameSpan, word, wanted, hint))
            : context.Report(TemplateProblem.BesideControl(foreign.NameSpan, foreign.Name, word, wanted));
    }
}
