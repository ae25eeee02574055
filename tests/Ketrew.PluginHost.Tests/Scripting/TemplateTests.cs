using Ketrew.PluginHost.Scripting;
using Ketrew.PluginHost.Scripting.Values;

namespace Ketrew.PluginHost.Tests.Scripting;

public sealed class TemplateTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("plain } text {", "plain } text {")]
    [InlineData("count-{{ sample.name | string.downcase }}.txt", "count-lane-1.txt")]
    [InlineData("{{ x = 5; x; x + 1 }}", "56")]
    [InlineData("{{\n  x = 5  # five\n  x\n}}", "5")]
    [InlineData("{{ 1 # one }}{{ 2 ## two ## }}{{ ## three\n }}", "12")]
    [InlineData("{{ {a: {b: 1}}.a.b }}", "1")]
    [InlineData("{{nothing}}", "")]
    [InlineData("{%{a {{ b }} c}%}", "a {{ b }} c")]
    [InlineData("{%%{a }%} b}%%}", "a }%} b")]
    [InlineData("a <\n {{- 1 -}} \n> b", "a <1> b")]
    [InlineData("a\n  {{~ 1 ~}}  \n  b", "a\n1  b")]
    [InlineData("a {%{- b -}%} c", "a b c")]
    [InlineData("<ul>\n  {{~ for x in 1..2 ~}}\n  <li>{{ x }}</li>\n  {{~ end ~}}\n</ul>", "<ul>\n  <li>1</li>\n  <li>2</li>\n</ul>")]
    [InlineData("   {{ \"a\\nb\\n\" }}c", "   a\n   b\nc")]
    [InlineData("x  {{ \"a\\nb\" }}", "x  a\nb")]
    public void Text_and_code(string template, string text) => Check(template, text);

    [Theory]
    [InlineData("{{ if count > 2 }}many{{ else }}few{{ end }}", "many")]
    [InlineData("{{ if nothing; 1; else if count; 2; else; 3; end }}", "2")]
    [InlineData("{{ if false\n 1\n end }}", "")]
    [InlineData("{{ case count\n when 1, 2\n 'few'\n when 3 || 4\n 'some'\n else\n 'many'\n end }}", "some")]
    [InlineData("{{ case 9 }}\n{{ when 1 }}a{{ else }}b{{ end }}", "b")]
    [InlineData("{{ case 9; when 1; 'a'; end }}", "")]
    public void Conditions(string template, string text) => Check(template, text);

    [Theory]
    [InlineData("{{ for x in [1, 2, 3] }}{{ x }},{{ end }}", "1,2,3,")]
    [InlineData("{{ for x in []; x; else }}none{{ end }}", "none")]
    [InlineData("{{ for x in 1..9 offset:2 limit:3; x; end }}", "345")]
    [InlineData("{{ for x in (1..3) reversed; x; end }}", "321")]
    [InlineData("{{ for x in sample.reads limit: 1; x; end }}", "a.fq")]
    [InlineData("{{ for x in sample.reads | array.sort | array.reverse; x; end }}", "b.fqa.fq")]
    [InlineData("{{ for m in {a: 1, b: 2}; m.key + m.value; end }}", "a1b2")]
    [InlineData("{{ for x in ['a', 'a', 'b']; $\"{for.index}{for.rindex}{for.length}{for.first}{for.last}{for.even}{for.odd}{for.changed} \"; end }}",
        "023truefalsetruefalsetrue 113falsefalsefalsetruefalse 203falsetruetruefalsetrue ")]
    [InlineData("{{ for x in 1..2; for y in 1..2; for.index; end; for.index; end }}", "010011")]
    [InlineData("{{ for x in 1..5; if x == 2; continue; end; if x == 4; break; end; x; end }}", "13")]
    [InlineData("{{ for x in 1..2; end; x = 'free'; x }}", "free")]
    [InlineData("{{ s = 0; for x in 1..4; s = s + x; end; s }}", "10")]
    [InlineData("{{ a = [1]; for x in a; a[a.size] = x; end; a }}", "[1, 1]")]
    [InlineData("{{ for $x in 1..3; $x; end }}", "123")]
    [InlineData("{{ i = 0; while i < 3; i += 1; while.index; end }}", "012")]
    [InlineData("{{ for x in 1000000000000..1000000000009 limit: 2; x; end }}", "10000000000001000000000001")]
    [InlineData("{{ for x in 1..1000000000000 limit: 2; x; end }}", "12")]
    public void Loops(string template, string text) => Check(template, text);

    [Theory]
    [InlineData("{{ x = 1; x += 2; x *= 3; x -= 1; x //= 3; x }}", "2")]
    [InlineData("{{ x = 7; x %= 4; x /= 2; x }}", "1.5")]
    [InlineData("{{ x = 1; x++; ++x; x-- }} {{ x }}", "133 2")]
    [InlineData("{{ o = {}; o.a = 1; o['b'] = [1]; o.b[2] = 3; o }}", "{a: 1, b: [1, null, 3]}")]
    [InlineData("{{ a = [5, 6]; a.x = 'yes'; a.x + a[0] }}", "yes5")]
    [InlineData("{{ $x = 1; x = 2; $x; x }}", "12")]
    [InlineData("{{ this.a = 5; a; this['a'] = 6; a }}", "56")]
    [InlineData("{{ capture x }}a{{ 1 }}{{ end }}{{ x * 2 }}", "a1a1")]
    [InlineData("{{ o = {a: 1}; with o; a; b = 2; count; end; o }}", "13{a: 1, b: 2}")]
    [InlineData("{{ with {x: 1}; y = this; end; 'done' }}", "done")]
    [InlineData("{{ x = 1; readonly x; x }}", "1")]
    [InlineData("a{{ ret }}b", "a")]
    [InlineData("{{ count = 5; count }}", "5")]
    public void Assignments(string template, string text) => Check(template, text);

    [Theory]
    [InlineData("{{ func sub; ret $0 - $1; end; sub 5 1; 5 | sub 1 }}", "44")]
    [InlineData("{{ func hello }}Hello {{ $0 }}!{{ end }}{{ hello 'you' }}", "Hello you!")]
    [InlineData("{{ func f(x, y = 2, z...); ret [x, y, z]; end; f 1; f 1 3 4 5 }}", "[1, 2, []][1, 3, [4, 5]]")]
    [InlineData("{{ func f(x, y = x + 1) = x * y; f 2; f 2 y: 5 }}", "610")]
    [InlineData("{{ sub(x, y) = x - y; 5 | sub 1 }}", "4")]
    [InlineData("{{ sub = do; ret $0 - $1; end; 1 | sub 3 }}", "-2")]
    [InlineData("{{ func launch; ret $0 1 2; end\nlaunch do\n ret $0 + $1\nend }}", "3")]
    [InlineData("{{ o = {}; func inc; ret $0 + 1; end; o.inc = @inc; 1 | o.inc }}", "2")]
    [InlineData("{{ func f; ret $.size + $.a + $[-1]; end; f 1 2 a: 5 }}", "9")]
    [InlineData("{{ func f; ret $3 ?? 'none'; end; f 1 }}", "none")]
    [InlineData("{{ x = 1; func f(y); x = y; ret x; end; f 2; x }}", "21")]
    [InlineData("{{ x = 1; func f; x = $0; end; f 2; x }}", "2")]
    [InlineData("{{ func fib(n); if n < 2; ret n; end; ret (fib (n - 1)) + (fib (n - 2)); end; fib 12 }}", "144")]
    [InlineData("{{ func wrapped; for $i in 1..$0; $$; end; end; wrap wrapped 2; $i + ';'; end }}", "1;2;")]
    [InlineData("{{ func f; for x in 1..3; if x == 2; ret x; end; end; end; f }}", "2")]
    public void Functions(string template, string text) => Check(template, text);

    [Theory]
    [InlineData("{{ sample.reads }}", "[\"a.fq\", \"b.fq\"]")]
    [InlineData("{{ count + 1 }}", "4")]
    [InlineData("{{- nothing -}}", "null")]
    [InlineData("{{ count }} ", "\"3 \"")]
    [InlineData("text", "\"text\"")]
    [InlineData("", "\"\"")]
    [InlineData("{{ if count > 1; ret [1, 2]; else; ret []; end }}", "[1, 2]")]
    public void One_expression_alone_keeps_its_type(string template, string value) =>
        Assert.Equal(value, Scripts.Literal(Scripts.Parse(template).Evaluate(Scripts.Scope())));

    [Fact]
    public void What_a_text_assigns_is_gone_after_it()
    {
        ScriptScope scope = Scripts.Scope();

        Scripts.Render("{{ x = 1; count = 9 }}", scope);

        Assert.False(scope.TryFind("x", out _));
        Assert.Equal("3", Scripts.Render("{{ count }}", scope));
    }

    [Fact]
    public void A_name_that_is_none_of_the_language_is_read_from_this()
    {
        ScriptScope scope = Scripts.Scope();
        scope.Set("top-count", Value.From(5));

        Assert.Equal("5 6", Scripts.Render("{{ this[\"top-count\"] }} {{ this.x = 6; x }}", scope.Child()));
        Assert.False(scope.TryFind("x", out _));
    }

    [Fact]
    public void What_a_text_is_run_for_stays()
    {
        ScriptScope scope = Scripts.Scope();

        Scripts.Parse("{{ func greet(name) = 'Hello ' + name; x = 1 }}").Run(scope);

        Assert.Equal("Hello you 1", Scripts.Render("{{ greet 'you' }} {{ x }}", scope));
    }

    [Fact]
    public void A_frozen_value_is_not_changed()
    {
        ScriptScope scope = Scripts.Scope();
        scope.Set("fields", new ObjectValue().With("names", new ArrayValue([]).Freeze()).Freeze());

        Assert.Contains("can't be changed", Scripts.Problems("{{ fields.x = 1 }}", scope)[0].Message, StringComparison.Ordinal);
        Assert.Contains("can't be changed", Scripts.Problems("{{ fields.names[0] = 1 }}", scope)[0].Message, StringComparison.Ordinal);
    }

    private static void Check(string template, string text) => Assert.Equal(text, Scripts.Render(template));
}
