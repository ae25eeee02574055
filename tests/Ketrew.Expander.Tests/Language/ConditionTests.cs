using FsCheck;
using FsCheck.Fluent;
using Ketrew.Expander.Printing;
using Ketrew.Sdk;
using Ketrew.Sdk.Planning;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Tests.Language;

public sealed class ConditionTests
{
    private static readonly ValueList<string> _shell = ["sh", "-eu", "-c"];

    private static readonly Gen<HostPath> _paths =
        from parts in Gen.Elements("a", "b c", "[1]", "*", "~", "!x", "{y,z}", "\\", "é", "-", "..", ".", "x:y").NonEmptyListOf()
        from root in Gen.Elements("", "", "/")
        select HostPath.Parse(root + string.Join('/', parts), ProjectPath.Root);

    private static readonly Gen<Condition> _single = Gen.OneOf(
        _paths.NonEmptyListOf().Select(Condition (paths) => new Condition.Exists(paths.Distinct().OrderBy(path => path.Value, StringComparer.Ordinal).ToValueList())),
        _paths.SelectMany(path => Gen.Choose(0, 2_000_000_000).Select(Condition (size) => new Condition.Size(path, 4L * size))),
        Samples.Text.SelectMany(text => Gen.Choose(0, 255).Select(Condition (code) => new Condition.Command(new Step.Shell($"echo {text}"), code))),
        Samples.Text.ArrayOf(2).Select(Condition (words) => new Condition.Command(new Step.Exec(["test", .. words]))),
        Gen.Constant<Condition>(new Condition.Never()));

    private static readonly Arbitrary<Condition> _conditions =
        Gen.OneOf(_single, Gen.Choose(2, 4).SelectMany(count => _single.ArrayOf(count)).Select(Condition (parts) => new Condition.All([.. parts]))).ToArbitrary();

    [Fact]
    public void All_that_is_asked_must_hold_in_a_fixed_order()
    {
        Condition condition = Read("{ never: true, all: { command: [test, -d, c] }, returns: 3, command: probe, size: { b: 1KiB, a: 5 }, exists: [y, x, y] }");

        Assert.Equal(
            new Condition.All(
            [
                new Condition.Exists(["x", "y"]),
                new Condition.Size("a", 5),
                new Condition.Size("b", 1024),
                new Condition.Command(new Step.Shell("probe", _shell), 3),
                new Condition.Command(new Step.Exec(["test", "-d", "c"])),
                new Condition.Never(),
            ]),
            condition);
    }

    [Theory]
    [InlineData("{ exists: [a, b] }", "{ exists: [b, a, ./b] }")]
    [InlineData("{ exists: a }", "[{ exists: [a] }]")]
    [InlineData("{ exists: a }", "{ all: [{ all: { exists: a } }] }")]
    [InlineData("[{ exists: a }, { exists: b }, { never: true }]", "{ all: [{ exists: a }, { exists: b }], never: true }")]
    [InlineData("{ size: { a: 1, b: 2KB } }", "{ size: { b: 2000, a: 1 } }")]
    [InlineData("{ command: x }", "{ command: x, returns: 0 }")]
    public void Conditions_that_ask_the_same_are_equal_however_they_are_written(string one, string other) => Assert.Equal(Read(one), Read(other));

    [Fact]
    public void Paths_are_relative_to_the_stanza_and_may_lead_anywhere()
    {
        Condition condition = Read("""{ exists: [x, ../y, ../../../z, /data//raw/../w, . , 'a\[1\]', ./~] }""", "deep/er");

        Assert.Equal(new Condition.Exists(["../z", "/data//raw/../w", "deep/er", "deep/er/a[1]", "deep/er/x", "deep/er/~", "deep/y"]), condition);
    }

    [Fact]
    public void A_target_with_a_condition_needs_nothing_to_run()
    {
        Target target = Assert.Single(WorkflowFiles.Lower("- target: { name: raw, done_when: { exists: /data/raw.csv } }").Targets);

        Assert.Empty(target.Steps);
        Assert.Equal(new Condition.Exists(["/data/raw.csv"]), target.DoneWhen);
    }

    [Fact]
    public void A_condition_that_a_plugin_emits_is_read_as_it_was_meant() =>
        Prop.ForAll(_conditions, Gen.Elements("", "a", "a/b c/d").ToArbitrary(), (condition, directory) =>
            Emit(condition, directory).Equals(InShell(condition))).QuickCheckThrowOnFailure();

    [Fact]
    public void A_plugin_may_choose_another_shell_for_a_condition() =>
        Assert.Equal(new Condition.Command(new Step.Exec(["bash", "-c", "probe"])), Emit(new Condition.Command(new Step.Shell("probe", ["bash", "-c"])), ""));

    private static Condition Read(string text, string directory = ".") =>
        Assert.Single(WorkflowFiles.Lower($"- subdirectory: {{ path: {directory}, stanzas: [{{ target: {{ name: t, done_when: {text} }} }}] }}").Targets).DoneWhen!;

    private static Condition Emit(Condition condition, string directory)
    {
        ProjectPath place = directory.Length == 0 ? ProjectPath.Root : directory;
        Node fields = new TargetStanza("t") { DoneWhen = condition }.ToFields(place);
        Node stanza = Node.Mapping(("subdirectory", Node.Mapping(("path", place.Value), ("stanzas", Node.List(Node.Mapping(("target", fields)))))));
        string text = YamlPrinter.Print(Node.Mapping(("ketrew", 1), ("stanzas", Node.List(stanza))));
        return Assert.Single(new WorkflowFiles(new() { ["workflow.yaml"] = text }).Lower().Targets).DoneWhen!;
    }

    private static Condition InShell(Condition condition) => condition switch
    {
        Condition.Command { Step: Step.Shell script } command => command with { Step = script with { Interpreter = _shell } },
        Condition.All all => new Condition.All(all.Conditions.Select(InShell).ToValueList()),
        _ => condition,
    };
}
