using Ketrew.PluginHost.Scripting;
using Ketrew.PluginHost.Scripting.Values;

namespace Ketrew.PluginHost.Tests.Scripting;

public sealed class LimitTests
{
    [Theory]
    [InlineData("{{ while true; end }}", "100000 steps")]
    [InlineData("{{ for x in 1..100000; for y in 1..100000; end; end }}", "100000 steps")]
    [InlineData("{{ i = 0; while true; i = i + 1; x = 'a' * 1000000; end }}", "100000 steps")]
    [InlineData("{{ x = 'a' * 1000000; while true; y = x | string.contains 'b'; end }}", "100000 steps")]
    [InlineData("{{ func f; f; end; f }}", "100 calls inside each other")]
    [InlineData("{{ func f(n) = [n] | array.each @f; f 1 }}", "100 calls inside each other")]
    [InlineData("{{ for x in 1..100000000000; end }}", "an array of more than 100000 items")]
    [InlineData("{{ 1..100000000000 | array.reverse }}", "an array of more than 100000 items")]
    [InlineData("{{ a = []; a[9000000000] = 1 }}", "an array of more than 100000 items")]
    [InlineData("{{ [] | array.insert_at 9000000000 1 }}", "an array of more than 100000 items")]
    [InlineData("{{ a = 1..60000 | array.add 1; a + a }}", "an array of more than 100000 items")]
    [InlineData("{{ 'a,' * 500000 | string.split ',' }}", "an array of more than 100000 items")]
    [InlineData("{{ 'a' * 9223372036854775807 }}", "a text of more than 1048576 characters")]
    [InlineData("{{ 'ab' * 600000 }}", "a text of more than 1048576 characters")]
    [InlineData("{{ x = 'a' * 1000000; x + x }}", "a text of more than 1048576 characters")]
    [InlineData("{{ x = 'a' * 1000000; x; x }}", "a text of more than 1048576 characters")]
    [InlineData("{{ x = 'a' * 1000000; $\"{x}{x}\" }}", "a text of more than 1048576 characters")]
    [InlineData("{{ x = 'a' * 1000000; capture y; x; x; end }}", "a text of more than 1048576 characters")]
    [InlineData("{{ 'a' | string.pad_left 2000000000 }}", "a text of more than 1048576 characters")]
    [InlineData("{{ x = 'a' * 1000000; x | string.replace 'a' x }}", "a text of more than 1048576 characters")]
    [InlineData("{{ x = 'a' * 1000000; x | regex.replace 'a' 'aa' }}", "a text of more than 1048576 characters")]
    [InlineData("{{ x = 'a' * 500000; x | regex.replace '.+' '$0$0$0' }}", "a text of more than 1048576 characters")]
    [InlineData("{{ 1..3 | array.join ('a' * 1000000) }}", "a text of more than 1048576 characters")]
    [InlineData("{{ a = [1]; for x in 1..60; a = [a, a]; end; a }}", "a text of more than 1048576 characters")]
    [InlineData("{{ a = [1]; for x in 1..60; a = [a, a]; end; a | object.to_json }}", "a text of more than 1048576 characters")]
    [InlineData("{{ a = [1]; b = [1]; for x in 1..60; a = [a, a]; b = [b, b]; end; a == b }}", "100000 steps")]
    [InlineData("{{ a = []; a[0] = a; a }}", "nested too deep")]
    [InlineData("{{ a = []; a[0] = a; a | object.to_json }}", "nested too deep")]
    [InlineData("{{ a = []; a[0] = a; b = []; b[0] = b; a == b }}", "nested too deep")]
    [InlineData("{{ 'a' * 40 + 'b' | regex.match `^(a+)+$` }}", "more than 1 s")]
    public void A_limit_that_is_reached_is_named(string template, string limit) =>
        Assert.Contains(limit, Scripts.Problems(template, Scripts.Scope(new ScriptLimits { Steps = 100_000 }))[0].Message, StringComparison.Ordinal);

    [Fact]
    public void All_texts_of_a_scope_share_its_steps()
    {
        ScriptScope scope = Scripts.Scope(new ScriptLimits { Steps = 1_000 });
        Template template = Scripts.Parse("{{ for x in 1..150; x; end }}");

        template.Render(scope.Child());
        template.Render(scope.Child());
        ScriptException exception = Assert.Throws<ScriptException>(() => template.Render(scope));

        Assert.Equal("this takes more than 1000 steps", exception.Message);
    }

    [Fact]
    public void What_was_too_deep_is_forgotten_by_the_next_text()
    {
        ScriptScope scope = Scripts.Scope();

        Scripts.Problems("{{ func f; f; end; f }}", scope);

        Assert.Equal("8", Scripts.Render("{{ func f(x); ret x | twice; end; f 4 }}", scope));
    }

    [Theory]
    [InlineData("(", "1", ")")]
    [InlineData("[", "", "]")]
    [InlineData("{a: ", "1", "}")]
    [InlineData("-", "1", "")]
    [InlineData("!", "1", "")]
    [InlineData("1 + ", "1", "")]
    [InlineData("", "1", " + 1")]
    [InlineData("", "a", ".a")]
    [InlineData("", "a", "[0]")]
    [InlineData("", "a", " | a")]
    [InlineData("a ? 1 : ", "1", "")]
    [InlineData("@", "a", "")]
    [InlineData("++", "a", "")]
    [InlineData("do; ", "1", "; end")]
    [InlineData("if 1; ", "1", "; end")]
    [InlineData("if 1; 1; else ", "if 1; 1; end", "")]
    [InlineData("for a in b; ", "1", "; end")]
    [InlineData("func f; ", "1", "; end")]
    [InlineData("case 1; when ", "1", "; end")]
    [InlineData("$\"{", "1", "}\"")]
    public void What_is_nested_without_end_is_a_problem(string before, string inside, string after)
    {
        const int Depth = 5_000;
        string text = $"{{{{ {string.Concat(Enumerable.Repeat(before, Depth))}{inside}{string.Concat(Enumerable.Repeat(after, Depth))} }}}}";

        Assert.NotEmpty(Scripts.Problems(text));
    }

    [Fact]
    public void A_hundred_calls_that_are_nested_themselves_have_room()
    {
        string deep = $"{new string('(', 8)}f (n - 1){new string(')', 8)}";
        string template = $"{{{{ func f(n); if n == 0; ret 0; end; ret 1 + {deep}; end; f 60 }}}}";

        Assert.Equal("60", Scripts.Render(template));
    }

    [Fact]
    public void A_value_that_was_made_in_one_text_is_charged_in_another()
    {
        ScriptScope scope = Scripts.Scope();
        scope.Set("many", new ArrayValue(Enumerable.Range(0, 200_000).Select(number => Value.From(number))));

        Assert.Contains("100000 items", Scripts.Problems("{{ many | array.size }}", scope)[0].Message, StringComparison.Ordinal);
    }
}
