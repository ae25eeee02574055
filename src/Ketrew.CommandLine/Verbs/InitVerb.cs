using System.CommandLine;
using Ketrew.CommandLine.Output;
using Ketrew.CommandLine.Projects;
using Ketrew.Expander.Schemas;
using Ketrew.Sdk;

namespace Ketrew.CommandLine.Verbs;

/// <summary><c>ketrew init</c>: a small working example.</summary>
internal sealed class InitVerb : Verb
{
    private readonly Option<string?> _directory = new("--directory", "-C") { Description = "Where; made when it doesn't exist (default: the working directory)", HelpName = "DIR" };

    public InitVerb(Session session)
        : base("init", "Write a small working example, with a stanza of its own", session) => Add(_directory);

    public override IReadOnlyList<(string Command, string Meaning)> Examples { get; } =
    [
        ("ketrew init", "into the working directory"),
        ("ketrew init -C demo", "into a new directory"),
    ];

    protected override Task<int> RunAsync(ParseResult parsed) => Task.FromResult(Write(parsed.GetValue(_directory) ?? "."));

    private int Write(string typed)
    {
        string root = Path.GetFullPath(typed);
        string[] taken = [.. Starter.Files.Keys.Where(file => File.Exists(Path.Combine(root, file)))];
        if (taken.Length > 0)
        {
            throw new InputException($"`{taken[0]}` is already in `{typed}`; nothing was written", "ketrew init -C demo");
        }

        foreach ((string file, string text) in Starter.Files)
        {
            string path = Path.Combine(root, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
            Terminal.Print($"  {file}");
        }

        Installation.WriteSdkProperties(Path.Combine(root, ".ketrew"));
        File.WriteAllText(Path.Combine(root, Starter.SchemaFile), WorkflowSchema.Unread);
        string go = typed == "." ? "ketrew run" : $"ketrew run -C {Shell.Quote(typed)}";
        Terminal.Print($"\nNow type: {go}");
        return ExitCode.Done;
    }
}
