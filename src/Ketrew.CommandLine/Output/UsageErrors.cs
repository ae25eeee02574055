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
        string help = command is Verb ? $"ketrew {command.Name} --help" : "ketrew --help";
        foreach (string word in parsed.UnmatchedTokens)
        {
            IEnumerable<string> known = word.StartsWith('-')
                ? command.Options.Where(option => !option.Hidden).SelectMany(option => option.Aliases.Append(option.Name))
                : command.Subcommands.Select(verb => verb.Name);
            string? nearest = NearestName.Of(word, known);
            terminal.PrintError($"`{word}` is no {(word.StartsWith('-') ? "option" : "verb")} of `ketrew{(command is Verb ? $" {command.Name}" : "")}`", nearest is null ? help : $"did you mean `{nearest}`?");
        }

        foreach (ParseError error in parsed.Errors.Where(error => parsed.UnmatchedTokens.Count == 0))
        {
            terminal.PrintError(error.Message, help);
        }
    }
}
