namespace Ketrew.Conventions.Tests;

public sealed class CodeTests
{
    [Theory]
    [InlineData("var now = DateTime.Now;")]
    [InlineData("var now = System.DateTimeOffset.UtcNow;")]
    [InlineData("var id = Guid.NewGuid();")]
    [InlineData("var home = Environment.GetEnvironmentVariable(\"HOME\");")]
    [InlineData("var text = $\"started {DateTime.UtcNow}\";")]
    public void Ambient_state_is_found(string code)
    {
        IEnumerable<string> hits = Code.Find(code, Code.AmbientState());

        Assert.Single(hits);
    }

    [Theory]
    [InlineData("// not DateTime.Now")]
    [InlineData("/* not\n Guid.NewGuid */")]
    [InlineData("var text = \"DateTime.Now\";")]
    [InlineData("var text = @\"C:\\\"; // DateTime.Now")]
    [InlineData("foreach (NamedValue value in target.Environment.AsSpan())")]
    [InlineData("var count = Environment.Count;")]
    public void What_only_looks_like_ambient_state_is_not_found(string code)
    {
        IEnumerable<string> hits = Code.Find(code, Code.AmbientState());

        Assert.Empty(hits);
    }

    [Fact]
    public void A_hit_carries_its_line()
    {
        const string code = "/* two\nlines */\nvar text = \"\"\"\n  raw\n  \"\"\";\nConsole.WriteLine(text);\n";

        IEnumerable<string> hits = Code.Find(code, Code.ProcessConsole());

        Assert.Equal(["6: Console.WriteLine"], hits);
    }

    [Theory]
    [InlineData("using Spectre.Console;")]
    [InlineData("AnsiConsole.MarkupLine(text);")]
    public void Another_console_is_not_the_process_console(string code)
    {
        IEnumerable<string> hits = Code.Find(code, Code.ProcessConsole());

        Assert.Empty(hits);
    }

    [Fact]
    public void Public_types_are_counted_with_their_lines()
    {
        string[] lines = ["namespace A;", "public sealed record One(int X);", "", "internal class Two;", "public readonly record struct Three;"];

        IReadOnlyList<(string Name, int Lines)> types = Code.PublicTypes(lines);

        Assert.Equal([("One", 3), ("Three", 1)], types);
    }

    [Theory]
    [InlineData("public static class PathHelper { }", "PathHelper")]
    [InlineData("abstract class StanzaBase<T>;", "StanzaBase")]
    public void Types_with_empty_names_are_found(string code, string expected)
    {
        IEnumerable<string> names = Code.TypeNames(code).Where(name => Code.EmptyName().IsMatch(name));

        Assert.Equal([expected], names);
    }

    [Fact]
    public void A_database_is_not_a_base()
    {
        IEnumerable<string> names = Code.TypeNames("class StateDatabase { }").Where(name => Code.EmptyName().IsMatch(name));

        Assert.Empty(names);
    }
}
