using System.Collections.Immutable;
using Ketrew.Sdk.Planning;
using Ketrew.Sdk.Syntax;
using static Ketrew.Sdk.Tests.Binding.Binder;

namespace Ketrew.Sdk.Tests.Binding;

public class FieldBinderTests
{
    public enum Colour
    {
        Red,
        DarkBlue,
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("-7", -7)]
    [InlineData("0x1F", 31)]
    [InlineData("0o17", 15)]
    public void Whole_numbers_are_read_as_yaml_writes_them(string text, int value) => Assert.Equal(value, Bind<int>(Integer(text)));

    [Theory]
    [InlineData("1.5", 1.5)]
    [InlineData("1e3", 1000)]
    [InlineData(".inf", double.PositiveInfinity)]
    [InlineData("-.inf", double.NegativeInfinity)]
    [InlineData(".nan", double.NaN)]
    public void Numbers_are_read_as_yaml_writes_them(string text, double value) => Assert.Equal(value, Bind<double>(Float(text)));

    [Fact]
    public void Every_scalar_type_is_bound()
    {
        Assert.Equal("007", Bind<string>(Integer("007")));
        Assert.True(Bind<bool>(true));
        Assert.Equal(5_000_000_000L, Bind<long>(Integer("5000000000")));
        Assert.Equal(0.1m, Bind<decimal>(Float("0.1")));
        Assert.Equal(TimeSpan.FromMinutes(90), Bind<TimeSpan>("1h30m"));
        Assert.Equal(Colour.DarkBlue, Bind<Colour>("dark-blue"));
        Assert.Equal(Colour.DarkBlue, Bind<Colour>("dark_blue"));
        Assert.Equal("sub/a/b", Bind<ProjectPath>("a/b").Value);
        Assert.Equal("a/b", Bind<ProjectPath>("../a/b").Value);
        Assert.Equal("sub/a/b", Bind<HostPath>("a/b").Value);
        Assert.Equal("../a", Bind<HostPath>("../../a").Value);
        Assert.Equal("/data/a", Bind<HostPath>("/data/a").Value);
        Assert.Equal(["sub/*.txt", "!sub/x.txt"], Bind<GlobPattern>(Node.List("*.txt", "!x.txt")).Patterns);
        Assert.Equal(3, Bind<int?>(3));
    }

    [Fact]
    public void Every_collection_type_is_bound()
    {
        Node list = Node.List(1, 2);

        Assert.Equal([1, 2], Bind<ValueList<int>>(list));
        Assert.Equal([1, 2], Bind<int[]>(list));
        Assert.Equal([1, 2], Bind<List<int>>(list));
        Assert.Equal([1, 2], Bind<IReadOnlyList<int>>(list));
        Assert.Equal([1, 2], Bind<IEnumerable<int>>(list));
        Assert.Equal([1, 2], Bind<ImmutableArray<int>>(list).ToArray());
        Assert.Equal(2, Bind<Dictionary<string, int>>(Node.Mapping(("a", 1), ("b", 2)))["b"]);
        Assert.Equal(2, Bind<IReadOnlyDictionary<string, int>>(Node.Mapping(("a", 1), ("b", 2)))["b"]);
    }

    [Fact]
    public void One_value_is_a_list_of_one_and_nothing_is_an_empty_list()
    {
        Assert.Equal(["a"], Bind<ValueList<string>>("a"));
        Assert.Empty(Bind<ValueList<string>>(Null));
    }

    [Fact]
    public void A_node_is_given_as_it_is()
    {
        Node mapping = Node.Mapping(("a", 1));

        Assert.Same(mapping, Bind<Node>(mapping));
        Assert.Same(mapping, Bind<MappingNode>(mapping));
    }

    public sealed record Everything(
        string Name, int Top = 10, string? Note = null, Colour Colour = Colour.DarkBlue, Colour? Other = Colour.DarkBlue, ValueList<string> Words = default)
    {
        public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

        public required bool IsUrgent { get; init; }

        public int Computed => Top * 2;
    }

    [Fact]
    public void What_is_left_out_has_its_default()
    {
        Everything bound = Bind<Everything>(Node.Mapping(("name", "x"), ("is_urgent", true), ("top", Null)));

        Assert.Equal(new Everything("x") { IsUrgent = true }, bound);
    }

    [Fact]
    public void What_is_given_is_bound_by_its_snake_case_name()
    {
        Everything bound = Bind<Everything>(Node.Mapping(
            ("name", "x"), ("top", 3), ("note", "n"), ("colour", "red"), ("other", "red"), ("words", "one"), ("timeout", "1m"), ("is_urgent", false)));

        Everything expected = new("x", 3, "n", Colour.Red, Colour.Red, ["one"]) { Timeout = TimeSpan.FromMinutes(1), IsUrgent = false };
        Assert.Equal(expected, bound);
    }

    public sealed record Tree(string Name, ValueList<Tree> Children = default);

    [Fact]
    public async Task All_problems_are_reported_at_once_with_their_places_and_hints()
    {
        Node node = Node.Mapping(
            ("nam", "x"), ("top", "many"), ("colour", "read"), ("words", Node.List("a", Node.List("b"))), ("timeout", 30), ("is_urgent", "yes"), ("a/b", 1));

        await Verify(Problems<Everything>(node));
    }

    [Fact]
    public async Task Problems_in_nested_records_have_their_places()
    {
        Node node = Node.Mapping(("name", "a"), ("children", Node.List(Node.Mapping(("name", "b")), Node.Mapping(("children", Node.List("c"))), 3)));

        await Verify(Problems<Tree>(node));
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../../x")]
    [InlineData("")]
    public void A_path_outside_the_project_is_a_problem(string path) => Assert.StartsWith("KS003 at ``: ", Problems<ProjectPath>(path), StringComparison.Ordinal);

    public sealed record Placed(Located<int> Size, Located<string> Name = default, ValueList<Located<string>> Words = default);

    [Fact]
    public void A_located_value_knows_its_place()
    {
        Placed bound = Bind<Placed>(Node.Mapping(("size", 3), ("words", Node.List("a", "b"))));

        Assert.Equal((3, "/size"), (bound.Size.Value, bound.Size.Origin.ToString()));
        Assert.Equal(["/words/0", "/words/1"], bound.Words.Select(word => word.Origin.ToString()));
        Assert.Equal("", bound.Name.Origin.ToString());
    }

    public sealed record Picky
    {
        public Picky(int size) => Size = size < 10 ? size : throw new StanzaFailedException("too large", FieldPath.Stanza / "size");

        public int Size { get; }
    }

    [Fact]
    public void What_a_constructor_throws_arrives_as_it_was_thrown() =>
        Assert.Equal("too large", Assert.Throws<StanzaFailedException>(() => Bind<Picky>(Node.Mapping(("size", 11)))).Message);

    [Fact]
    public void A_type_that_no_field_can_have_is_told() => Assert.Throws<InvalidOperationException>(() => Bind<Uri>(Node.Mapping()));

    [Theory]
    [InlineData("Name", "name")]
    [InlineData("TopCount", "top_count")]
    [InlineData("HTTPPort", "http_port")]
    [InlineData("UseV2", "use_v2")]
    [InlineData("A", "a")]
    public void Names_become_snake_case(string member, string field) => Assert.Equal(field, Ketrew.Sdk.Binding.RecordField.NameOf(member));
}
