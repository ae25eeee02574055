using System.Text;
using Spectre.Console;

namespace Ketrew.CommandLine.Output;

/// <summary>Where text goes: what the user asked for to standard output, everything else to standard error. Readable without colour; <c>NO_COLOR</c> wins.</summary>
internal sealed class Terminal
{
    private readonly bool _colour;
    private readonly TextWriter _error;
    private IAnsiConsole? _live;
    private List<string>? _heldNotes;

    private Terminal(StreamWriter output, TextWriter error, bool isInteractive, bool colour)
    {
        Output = output;
        _error = error;
        IsInteractive = isInteractive;
        _colour = colour;
    }

    /// <summary>Standard output; buffered: call <see cref="Flush"/> before the process ends or waits.</summary>
    public StreamWriter Output { get; }

    /// <summary>True when a person watches standard error.</summary>
    public bool IsInteractive { get; }

    /// <summary>A console that redraws lines on standard error.</summary>
    public IAnsiConsole Live => _live ??= AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = AnsiSupport.Yes,
        ColorSystem = _colour ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
        Interactive = InteractionSupport.Yes,
        Out = new AnsiConsoleOutput(_error),
    });

    /// <summary>A line for standard error that is said in front of the next output of any kind, and not at all when there is none. Default: null, nothing.</summary>
    public string? Preface { get; set; }

    /// <summary>Writes to the process's standard output and makes nothing else: for answers that cost less than a terminal.</summary>
    /// <param name="text">UTF-8.</param>
    public static void WriteBytes(ReadOnlySpan<byte> text)
    {
        using Stream output = Console.OpenStandardOutput();
        output.Write(text);
    }

    /// <summary>The terminal of this process.</summary>
    public static Terminal OfProcess()
    {
        UTF8Encoding utf8 = new(encoderShouldEmitUTF8Identifier: false);
        bool dumb = Environment.GetEnvironmentVariable("TERM") is null or "" or "dumb";
        bool noColour = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        StreamWriter output = new(Console.OpenStandardOutput(), utf8, bufferSize: 32 * 1024);
        StreamWriter error = new(Console.OpenStandardError(), utf8) { AutoFlush = true };
        return new Terminal(output, error, !dumb && !Console.IsErrorRedirected, !dumb && !noColour && !Console.IsErrorRedirected);
    }

    /// <summary>One line of a result, to standard output.</summary>
    /// <param name="line">Without line end.</param>
    public void Print(string line) => Write($"{line}\n");

    /// <summary>A result to standard output, as it is.</summary>
    /// <param name="text">With line ends.</param>
    public void Write(string text)
    {
        if (text.Length > 0)
        {
            SayPreface();
            Output.Write(text);
        }
    }

    /// <summary>Bytes to standard output, as they are.</summary>
    /// <param name="bytes">Read to its end.</param>
    public void Write(Stream bytes)
    {
        Flush();
        bytes.CopyTo(Output.BaseStream);
    }

    /// <summary>Makes everything that was printed visible.</summary>
    public void Flush() => Output.Flush();

    /// <summary>One line to standard error.</summary>
    /// <param name="line">Without line end.</param>
    public void PrintNote(string line)
    {
        if (_heldNotes is not null)
        {
            _heldNotes.Add(line);
            return;
        }

        SayPreface();

        // A person who sees both in one terminal must see them in order.
        Flush();
        _error.WriteLine(line);
    }

    /// <summary>Keeps what goes to standard error until <see cref="TakeNotes"/>.</summary>
    public void HoldNotes() => _heldNotes = [];

    /// <summary>The lines that were kept; from now on nothing is.</summary>
    public IReadOnlyList<string> TakeNotes()
    {
        List<string> held = _heldNotes ?? [];
        _heldNotes = null;
        return held;
    }

    /// <summary>A failure that has no place in a file.</summary>
    /// <param name="message">One sentence.</param>
    /// <param name="hint">Something to type; null when there is nothing.</param>
    public void PrintError(string message, string? hint = null)
    {
        PrintNote($"{Paint(Tone.Bad, "error:")} {message}");
        if (hint is not null)
        {
            PrintNote($"{Paint(Tone.Quiet, "hint:")} {hint}");
        }
    }

    /// <summary>Text for standard error in a tone; plain where there is no colour.</summary>
    public string Paint(Tone tone, string text) => _colour && tone != Tone.Plain ? $"\e[{(int)tone}m{text}\e[0m" : text;

    private void SayPreface()
    {
        if (Preface is { } line)
        {
            Preface = null;
            Flush();
            _error.WriteLine(line);
        }
    }
}
