using System.CommandLine;
using System.CommandLine.Help;
using Ketrew.CommandLine.Verbs;

namespace Ketrew.CommandLine.Output;

/// <summary>Help: what can be typed, in the order people need it, with examples that work.</summary>
/// <param name="terminal">Where it goes.</param>
/// <param name="groups">The verbs.</param>
internal sealed class HelpPage(Terminal terminal, (string Group, Verb[] Verbs)[] groups)
{
    /// <summary>Prints the page of a command.</summary>
    /// <returns><see cref="ExitCode.Done"/>.</returns>
    public int Print(Command command)
    {
        terminal.Write(command switch
        {
            VerbGroup group => PageOf(group),
            Verb verb => PageOf(verb),
            _ => FrontPage(),
        });
        return ExitCode.Done;
    }

    private string FrontPage()
    {
        int width = groups.SelectMany(group => group.Verbs).Max(verb => verb.Name.Length);
        IEnumerable<string> sections = groups.Select(group =>
            $"{group.Group}\n{string.Concat(group.Verbs.Select(verb => $"  {verb.Name.PadRight(width)}  {verb.Description}\n"))}");
        return $"""
            ketrew turns short workflow files into plain targets and runs them.

            Usage: ketrew VERB [OPTIONS]

            {string.Join('\n', sections)}
            `ketrew VERB --help` says more, with examples. `ketrew --version` prints the version.
            Exit codes: 0 done, 1 a target failed or a check found drift, 2 the input is wrong,
            3 the surroundings failed, 130 interrupted.

            """;
    }

    private static string PageOf(VerbGroup group)
    {
        int width = group.Subcommands.Max(verb => verb.Name.Length);
        return $"""
            {group.Description}.

            Usage: ketrew {group.Name} VERB [OPTIONS]

            {string.Concat(group.Subcommands.Select(verb => $"  {verb.Name.PadRight(width)}  {verb.Description}\n"))}
            `ketrew {group.Name} VERB --help` says more, with examples.

            """;
    }

    private static string PageOf(Verb verb)
    {
        string arguments = string.Concat(verb.Arguments.Select(argument => argument.Arity.MinimumNumberOfValues == 0 ? $" [{argument.Name}]" : $" {argument.Name}"));
        (string Label, string Meaning)[] options =
        [
            .. verb.Arguments.Select(argument => (argument.Name, argument.Description ?? "")),
            .. verb.Options.Where(option => option is not HelpOption && !option.Hidden).Select(option => (LabelOf(option), option.Description ?? "")),
        ];
        int width = options.Length == 0 ? 0 : options.Max(option => option.Label.Length);
        int exampleWidth = verb.Examples.Max(example => example.Command.Length);
        return $"""
            {verb.Description}.

            Usage: ketrew {verb.FullName}{arguments} [OPTIONS]

            {string.Concat(options.Select(option => $"  {option.Label.PadRight(width)}  {option.Meaning}\n"))}
            Examples
            {string.Concat(verb.Examples.Select(example => $"  {example.Command.PadRight(exampleWidth)}  {example.Meaning}\n"))}
            """;
    }

    private static string LabelOf(Option option)
    {
        string names = string.Join(", ", option.Aliases.Where(alias => alias.Length == 2).Append(option.Name));
        return option.HelpName is { } value ? $"{names} {value}" : names;
    }
}
