using FsCheck;
using FsCheck.Fluent;
using Ketrew.Expander.Printing;
using Ketrew.Expander.Tests.Expansion;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Tests.Promotion;

/// <summary>A small workflow of several files that mixes written and emitted stanzas.</summary>
/// <param name="Files">Path and text of each workflow file.</param>
internal sealed record RandomWorkflow(IReadOnlyList<(string Path, string Text)> Files)
{
    private static readonly string[] _scripts =
        ["echo", "true\n", "a\n\n b # c\n", "- x: y", "echo \"$HOME\" 'q' \\", "\tindented\n\nlast", "printf '%s\\n' é 日本 😀", "  leading\nlines\n", "x: |\n  y\n\n\n", "!a &b *c", "\u2028 \u0085 \uFEFF\n"];

    private static readonly string[] _directories = ["", "parts/a/", "parts/b c/"];

    public static Arbitrary<RandomWorkflow> Any { get; } = FileOf(0)
        .SelectMany(root => FileOf(1).SelectMany(a => FileOf(2).Select(b => new RandomWorkflow([root, a, b]))))
        .ToArbitrary();

    public void WriteTo(TrickProject project)
    {
        foreach ((string path, string text) in Files)
        {
            project.Write(path, text);
        }
    }

    public override string ToString() => string.Join('\n', Files.Select(file => $"=== {file.Path}\n{file.Text}"));

    private static Gen<(string Path, string Text)> FileOf(int index) =>
        from count in Gen.Choose(0, 6)
        from kinds in Gen.Choose(0, 6).ArrayOf(count)
        from scripts in Gen.Elements(_scripts).ArrayOf(count)
        from numbers in Gen.Choose(0, 3).ArrayOf(count)
        from retries in Gen.Choose(0, 2)
        select ($"{_directories[index]}workflow.yaml", Print(index, retries, [.. Enumerable.Range(0, count).Select(i => Stanza($"s{i}", kinds[i], scripts[i], numbers[i]))]));

    private static string Print(int index, int retries, Node[] stanzas)
    {
        FieldNode[] root = index == 0
            ? [
                new("ketrew", 1),
                new("plugins", Node.List(Node.Mapping(("assembly", "lib/Tricks.dll")), Node.Mapping(("assembly", "lib/Samples.dll"), ("as", "old")))),
                new("directories", Node.List("parts/*")),
                new("pools", Node.Mapping(("license", 4))),
            ]
            : [new("pools", Node.Mapping(($"part-{index}", index)))];
        Node defaults = Node.Mapping(
            ("retries", retries), ("environment", Node.Mapping(("LEVEL", $"{index}"))), ("priority", index), ("pools", index == 0 ? "license" : $"part-{index}"));
        return YamlPrinter.Print(new MappingNode([.. root, new("defaults", defaults), new("stanzas", Node.List(stanzas))]));
    }

    // Kinds: written, emitted, emitted into a directory, recursive, asking, grouped, several at once.
    private static Node Stanza(string name, int kind, string script, int number) => kind switch
    {
        0 => Node.Mapping(("target", Target(name, script, number))),
        1 => Emit(("kind", "target"), ("fields", Target(name, script, number))),
        2 => Emit(("kind", "target"), ("into", $"deep {number}/er"), ("fields", Target(name, script, number))),
        3 => Emit(("kind", "emit"), ("into", name), ("fields", Node.Mapping(("items", Node.List(Node.Mapping(("kind", "countdown"), ("fields", Node.Mapping(("from", number))))))))),
        4 => Node.Mapping(("old.word-count", Node.Mapping(("texts", $"{name}-*.txt"), ("top", number)))),
        5 => Node.Mapping(("subdirectory", Node.Mapping(("path", name), ("stanzas", Node.List(Node.Mapping(("group", Node.Mapping(("name", "g")))), Node.Mapping(("default", Node.List("g")))))))),
        _ => Node.Mapping(("loose", Node.Mapping(($"{name}-z", script), ($"{name}-a", script)))),
    };

    private static Node Emit(params ReadOnlySpan<(string Name, Node Value)> item) => Node.Mapping(("emit", Node.Mapping(("items", Node.List(Node.Mapping(item))))));

    private static Node Target(string name, string script, int number) => Node.Mapping(
    [
        ("name", name),
        ("run", script),
        ("description", script),
        ("inputs", Node.List("**/*.in", $"!{name}*")),
        ("outputs", Node.List($"out/{name}.{number}")),
        ("environment", Node.Mapping(("TEXT", script))),
        ("timeout", $"{number + 1}m"),
        ("on_success", name),
        ("on_failure", Node.List(name)),
        ("backend", number % 2 == 0 ? "local" : "daemonize"),
        .. number == 0 ? Repeated : Conditional(name, script, number),
    ]);

    // What always runs has no condition.
    private static (string Name, Node Value)[] Repeated => [("always", true), ("pools", Node.List())];

    private static (string Name, Node Value)[] Conditional(string name, string script, int number) =>
    [
        ("done_when", Node.List(
            Node.Mapping(("exists", Node.List($"out/{name}.{number}", "/etc", "../../elsewhere", "a\\*b"))),
            Node.Mapping(("size", Node.Mapping(($"out/{name}.{number}", "1.5KiB"))), ("command", script), ("returns", number)))),
        ("equivalence", number == 1 ? "none" : "same-condition"),
        ("pools", Node.Mapping(("license", number))),
    ];
}
