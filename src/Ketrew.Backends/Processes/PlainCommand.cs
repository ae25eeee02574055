using System.Buffers;
using Ketrew.Sdk;
using Ketrew.Sdk.Planning;

namespace Ketrew.Backends.Processes;

/// <summary>
/// A script that is one program with its arguments, perhaps reading one file and writing one, which does the same without a shell: starting one takes longer than many commands.
/// GNU make does so, too, as long as no file is named.
/// </summary>
/// <param name="Words">The program and its arguments; at least one.</param>
internal sealed record PlainCommand(string[] Words)
{
    private const string InputMark = "<";
    private const string OutputMark = ">";
    private const string AppendMark = ">>";

    // Nothing else that could mean anything to any shell.
    private static readonly SearchValues<char> _plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./,:@%+= <>");
    private static readonly SearchValues<char> _marks = SearchValues.Create("<>");

    private static readonly ValueList<string> _shell = ["sh", "-eu", "-c"];

    // What a shell does itself, or reads otherwise: POSIX, dash, bash, ksh and busybox.
    private static readonly HashSet<string> _builtIn = new(StringComparer.Ordinal)
    {
        ".", ":", "alias", "bg", "bind", "break", "builtin", "caller", "case", "cd", "chdir", "command", "compgen", "complete", "compopt", "continue", "coproc",
        "declare", "dirs", "disown", "do", "done", "echo", "elif", "else", "enable", "esac", "eval", "exec", "exit", "export", "false", "fc", "fg", "fi", "for",
        "function", "getopts", "hash", "help", "history", "if", "in", "jobs", "kill", "let", "local", "logout", "mapfile", "newgrp", "popd", "print", "printf",
        "pushd", "pwd", "read", "readarray", "readonly", "return", "select", "set", "shift", "shopt", "source", "suspend", "test", "then", "time", "times", "trap",
        "true", "type", "typeset", "ulimit", "umask", "unalias", "unset", "until", "wait", "whence", "while",
    };

    /// <summary>What it reads as standard input, relative to its directory; null for nothing of its own.</summary>
    public string? Input { get; init; }

    /// <summary>Where standard output goes, likewise.</summary>
    public string? Output { get; init; }

    /// <summary>True when it goes behind what is there.</summary>
    public bool Appends { get; init; }

    /// <summary>The command of a step; null when only a shell knows what it does.</summary>
    public static PlainCommand? Of(Step step)
    {
        if (step is not Step.Shell { Text: var text, Interpreter: var interpreter } || interpreter != _shell || text.AsSpan().ContainsAnyExcept(_plain))
        {
            return null;
        }

        // `NAME=value command` sets a variable.
        return Read(new Queue<string>(text.Split(' ', StringSplitOptions.RemoveEmptyEntries))) is { Words: [var program, ..] } command
            && !program.Contains('=', StringComparison.Ordinal) && !_builtIn.Contains(program) ? command : null;
    }

    // Each stream is redirected once at most: of two files, a shell makes both.
    private static PlainCommand? Read(Queue<string> words)
    {
        List<string> own = [];
        string? input = null;
        string? output = null;
        bool appends = false;
        while (words.TryDequeue(out string? word))
        {
            string mark = MarkOf(word);
            string name = mark.Length < word.Length ? word[mark.Length..] : words.TryDequeue(out string? next) ? next : "";
            if (name.Length == 0 || name.AsSpan().ContainsAny(_marks))
            {
                return null;
            }

            switch (mark)
            {
                case "":
                    own.Add(name);
                    break;
                case InputMark when input is null:
                    input = name;
                    break;
                case OutputMark or AppendMark when output is null:
                    (output, appends) = (name, mark == AppendMark);
                    break;
                default:
                    return null;
            }
        }

        return new PlainCommand([.. own]) { Input = input, Output = output, Appends = appends };
    }

    private static string MarkOf(string word) =>
        word.StartsWith(AppendMark, StringComparison.Ordinal) ? AppendMark
        : word.StartsWith(OutputMark, StringComparison.Ordinal) ? OutputMark
        : word.StartsWith(InputMark, StringComparison.Ordinal) ? InputMark
        : "";
}
