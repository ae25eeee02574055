using FsCheck;
using FsCheck.Fluent;
using Ketrew.Sdk.Observations;

namespace Ketrew.Sdk.Testing.Tests.Trees;

/// <summary>Small trees of few names, so that links meet directories, and questions about them.</summary>
internal static class RandomTree
{
    private static readonly Gen<string> _name = Gen.Elements("a", "b", "c.txt", ".d", "workflow.yaml", "x.expanded.yaml", ".ketrew", ".git");

    private static readonly Gen<string> _path = Gen.Choose(1, 3).SelectMany(depth => Gen.ArrayOf(_name, depth)).Select(names => string.Join('/', names));

    private static readonly Gen<string> _target = Gen.OneOf(
        _path, _path.Select(path => $"../{path}"), _path.Select(path => $"../../{path}"), _path.Select(path => $"@/{path}"), _path.Select(path => $"a/../{path}"),
        Gen.Elements(".", "..", "a", "b", "./a", "@", "@/../nothing", "/nowhere/at/all", "a//b", "@/a/../b"));

    private static readonly Gen<string> _content = Gen.Elements("", "text\n", "# one\r\ntwo\n# three", "\u00EF\u00BB\u00BFmarked\n", "\u00FF\u00FE", "a: { b: [1, two] }\n", "{ \"a\": { \"b\": [true] } }");

    private static readonly Gen<string> _pattern = Gen.Elements("**", "*", "*/*", "**/*.txt", "a/**", "{a,b}/*", "a/b/*", ".d/*", "[ab]/c.txt", "**/b/*", "c.txt", "a/c.txt");

    public static Gen<RandomEntry[]> Entries { get; } = Gen.ArrayOf(Gen.Frequency(
        (5, _path.SelectMany(path => _content.Select(content => (RandomEntry)new RandomEntry.File(path, content)))),
        (1, _path.Select(path => (RandomEntry)new RandomEntry.Directory(path))),
        (4, _path.SelectMany(path => _target.Select(target => (RandomEntry)new RandomEntry.Link(path, target)))))).Resize(25);

    public static Gen<Question[]> Questions { get; } = Gen.ArrayOf(
        Gen.OneOf(
            Path(path => new Question.ReadText(path)),
            Path(path => new Question.ReadBytes(path)),
            Path(path => new Question.ReadValue(path, "/a/b")),
            Path(path => new Question.Lines(path, "^#")),
            Path(path => new Question.Exists(path)),
            Path(path => new Question.List(path)),
            Gen.Constant<Question>(new Question.List(ProjectPath.Root)),
            _pattern.Select(pattern => (Question)new Question.Glob(pattern)),
            _pattern.SelectMany(pattern => _pattern.Select(excluded => (Question)new Question.Glob(new GlobPattern([pattern, $"!{excluded}"]))))),
        30);

    private static Gen<Question> Path(Func<ProjectPath, Question> ask) => _path.Select(path => ask(path));
}
