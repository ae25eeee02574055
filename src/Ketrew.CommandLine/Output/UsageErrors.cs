using System.CommandLine;
using System.CommandLine.Parsing;
using Ketrew.CommandLine.Verbs;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.CommandLine.Output;

/// <summary>What is wrong with a command line, and what was probably meant.</summary>
internal static class UsageErrors
{
    /// <summary>Prints every problem once.</summary>
    public static void Print(ParseResult parsed, Terminal terminal)
    {
        Command command = parsed.CommandResult.Command;
        string typed = command is Verb verb ? $"ketrew {verb.FullName}" : "ketrew";
        string help = $"{typed} --help";
        foreach (string word in parsed.UnmatchedTokens)
        {
            IEnumerable<string> known = word.StartsWith('-')
                ? command.Options.Where(option => !option.Hidden).SelectMany(option => option.Aliases.Append(option.Name))
                : command.Subcommands.Select(known => known.Name);
            string? nearest = NearestName.Of(word, known);
            terminal.PrintError($"`{word}` is no {(word.StartsWith('-') ? "option" : "verb")} of `{typed}`", nearest is null ? help : $"did you mean `{nearest}`?");
        }

        foreach (ParseError error in parsed.Errors.Where(error => parsed.UnmatchedTokens.Count == 0))
        {
            terminal.PrintError(error.Message, help);
        }
    }
}
