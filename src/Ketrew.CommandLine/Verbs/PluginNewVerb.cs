using System.CommandLine;
using Ketrew.CommandLine.Plugins;
using Ketrew.Expander.Packages;
using Ketrew.Sdk;

namespace Ketrew.CommandLine.Verbs;

/// <summary><c>ketrew plugin new</c>: a package that works at once.</summary>
internal sealed class PluginNewVerb : Verb
{
    private readonly Argument<string> _name = new("NAME") { Description = "What it is called: `acme.jobs`" };
    private readonly Option<string> _kind = new("--kind") { Description = $"{string.Join(", ", PluginStarter.Kinds)} (default: source)", HelpName = "KIND", DefaultValueFactory = _ => "source" };
    private readonly Option<string?> _directory = new("--directory", "-C") { Description = "Where; made when it doesn't exist (default: ./NAME)", HelpName = "DIR" };

    public PluginNewVerb(Session session)
        : base("new", "Write a package with a stanza and an example", session)
    {
        _kind.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var kind }] && !PluginStarter.Kinds.Contains(kind))
            {
                result.AddError($"`{kind}` is no kind: {string.Join(", ", PluginStarter.Kinds.Select(known => $"`{known}`"))}");
            }
        });
        Add(_name);
        Add(_kind);
        Add(_directory);
    }

    public override IReadOnlyList<(string Command, string Meaning)> Examples { get; } =
    [
        ("ketrew plugin new acme.jobs", "a stanza in one C# file, no .NET SDK needed"),
        ("ketrew plugin new acme.jobs --kind template", "one YAML file, no C# at all"),
        ("ketrew plugin new acme.jobs --kind project", "a C# project, which may have several files and packages"),
    ];

    protected override Task<int> RunAsync(ParseResult parsed)
    {
        string name = parsed.GetValue(_name) ?? "";
        if (PackageName.ProblemOf(name) is { } problem)
        {
            throw new InputException($"`{name}` can't be a package: {problem}", "ketrew plugin new acme.jobs");
        }

        return Task.FromResult(Write(name, parsed.GetValue(_kind) ?? "source", parsed.GetValue(_directory) ?? name));
    }

    private int Write(string name, string kind, string typed)
    {
        string directory = Path.GetFullPath(typed);
        if (File.Exists(directory) || (Directory.Exists(directory) && Directory.EnumerateFileSystemEntries(directory).Any()))
        {
            throw new InputException($"there is something in `{typed}` already; nothing was written", $"ketrew plugin new {name} --directory other");
        }

        foreach (string file in new PluginStarter(name, kind).Write(directory))
        {
            Terminal.Print($"  {typed.TrimEnd('/')}/{file}");
        }

        string go = typed == "." ? "" : $"-C {Shell.Quote(typed)} ";
        Terminal.Print($"\nNow type: ketrew run {go}-f example.yaml");
        return ExitCode.Done;
    }
}
