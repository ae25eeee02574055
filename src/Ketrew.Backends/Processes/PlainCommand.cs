using System.Buffers;
using Ketrew.Sdk;
using Ketrew.Sdk.Planning;

namespace Ketrew.Backends.Processes;

/// <summary>Scripts that are one program with its arguments, which does the same without a shell: starting one takes longer than many commands. GNU make does so, too.</summary>
internal static class PlainCommand
{
    // Nothing else that could mean anything to any shell.
    private static readonly SearchValues<char> _plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./,:@%+= ");

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

    /// <summary>The program and its arguments; null when only a shell knows what a step does.</summary>
    public static string[]? Of(Step step)
    {
        if (step is not Step.Shell { Text: var text, Interpreter: var interpreter } || interpreter != _shell || text.AsSpan().ContainsAnyExcept(_plain))
        {
            return null;
        }

        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        // `NAME=value command` sets a variable.
        return words.Length > 0 && !words[0].Contains('=', StringComparison.Ordinal) && !_builtIn.Contains(words[0]) ? words : null;
    }
}
