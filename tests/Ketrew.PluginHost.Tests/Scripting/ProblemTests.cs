using System.Text;
using Ketrew.PluginHost.Scripting;

namespace Ketrew.PluginHost.Tests.Scripting;

public sealed class ProblemTests
{
    [Fact]
    public Task Texts_of_syntax() => Verify(Catalogue(
        "{{ x = }}",
        "{{ 1 + }} and {{ * 2 }} and {{ ) }}",
        "{{ name",
        "{{ \"name }} tail",
        "{%{ never",
        "{{ 12abc }}",
        "{{ 99999999999999999999 }}",
        "{{ \"\\q\" }}",
        "{{ \"\\u12\" }}",
        "{{ a & b }}",
        "{{ $\"{count\" }}",
        "{{ $\"{count +}\" }}",
        "{{ $\"{[1] | array.each do; ret 2; end}\" }}",
        "{{ if count }}a",
        "{{ if count > }}a{{ end }} {{ for x of y }}b{{ end }}",
        "{{ end }} {{ else }}",
        "{{ for 1 in x }}{{ end }}",
        "{{ while }}{{ end }}",
        "{{ case 1; 2; when 1; end }}",
        "{{ case 1 }}text{{ when 1 }}{{ end }}",
        "{{ func f(x, x); end; func g(a..., b); end; func h(a = 1, b); end; func (x); end }}",
        "{{ wrap 1; end }}",
        "{{ 1 = 2 }}",
        "{{ f 1, 2 }}",
        "{{ a b }}",
        "{{ 1 2 }}",
        "{{ [1, 2 }}",
        "{{ [1 2] }}",
        "{{ {a 1} }}",
        "{{ {1: 2} }}",
        "{{ (1 + 2 }}",
        "{{ a. }}",
        "{{ 1 | 2 }}",
        "{{ c ? 1 }}",
        "{{ ++1 }}",
        "{{ if }}{{ end }}",
        "{{ for }}",
        "{{ x = in }}",
        "{{ import x }}{{ tablerow x in y }}{{ x }}{{ end }}",
        "line one\nline {{ two +\n }}\nline {{ ] }}"));

    [Fact]
    public Task Texts_of_evaluation() => Verify(Catalogue(
        "{{ smaple.name }}",
        "{{ strng.upcase 'a' }}",
        "{{ twcie 1 }}",
        "{{ wholly_unknown }}",
        "{{ $name }}",
        "{{ $lnae = 1; $lane }}",
        "{{ $0 }}",
        "{{ $$ }}",
        "{{ for.index }}",
        "{{ while.index }}",
        "{{ sample.nmae }}",
        "{{ sample.colour }}",
        "{{ {'top-count': 1}.top-count }}",
        "{{ 'a' | string.upcse }}",
        "{{ sample.note.text }}",
        "{{ nothing[0] }}",
        "{{ nothing.a ?? 1 }}",
        "{{ count.size }}",
        "{{ count[0] }}",
        "{{ sample.reads[5] }}",
        "{{ sample.reads['a'] }}",
        "{{ sample[0] }}",
        "{{ 1 + null }}",
        "{{ 1 - 'a' }}",
        "{{ 1..3 - 1 }}",
        "{{ [1] * 2 }}",
        "{{ 1 / 0 }}",
        "{{ 1 // 0 }}",
        "{{ 1.5 % 0 }}",
        "{{ 9223372036854775807 + 1 }}",
        "{{ 1e300 * 1e300 }}",
        "{{ -'a' }}",
        "{{ 1 < 'a' }}",
        "{{ 1.5..2 }}",
        "{{ @twice }}",
        "{{ [@twice] }}",
        "{{ count 1 }}",
        "{{ 1 | count }}",
        "{{ twice }}",
        "{{ twice 1 2 3 }}",
        "{{ twice 1 time: 2 }}",
        "{{ twice 1 value: 2 }}",
        "{{ twice 'a' }}",
        "{{ twice ^1 }}",
        "{{ [1] | string.upcase }}",
        "{{ 'a' | array.first }}",
        "{{ ['a'] | array.each string.upcase }}",
        "{{ ['a'] | array.each 'upcase' }}",
        "{{ [1, 'a'] | array.sort }}",
        "{{ [1] | array.map 'n' }}",
        "{{ [{a: 1}] | array.sort 'n' }}",
        "{{ 'a' | string.base64_decode }}",
        "{{ 'a' | regex.match `(` }}",
        "{{ 'a' | regex.match `a` 'q' }}",
        "{{ `\\x` | regex.unescape }}",
        "{{ '{' | object.from_json }}",
        "{{ 1 | math.format 'Q9' }}",
        "{{ 1 | math.format 'N' 'de-DE' }}",
        "{{ 1 | math.format 'N999999999' }}",
        "{{ 1.25 | math.round 99 }}",
        "{{ 'a' | object.format 'N' }}",
        "{{ 1 | object.size }}",
        "{{ '1 +' | object.eval }}",
        "{{ 'x{{ nmae }}' | object.eval_template }}",
        "{{ @twice | object.to_json }}",
        "{{ for x in 'abc' }}{{ end }}",
        "{{ for x in nothing }}{{ end }}",
        "{{ for x in [1] limit: -1 }}{{ end }}",
        "{{ with 1 }}{{ end }}",
        "{{ wrap twice 1 }}{{ end }}",
        "{{ x = 1; readonly x; x = 2 }}",
        "{{ readonly nothing_there }}",
        "{{ this = 1 }}",
        "{{ $0 = 1 }}",
        "{{ count.x = 1 }}",
        "{{ sample.reads['x'][0] = 1 }}",
        "{{ string.new = 1 }}",
        "{{ math.uuid }}",
        "{{ timespan.from_days 1 }}",
        "{{ include 'a' }}",
        "{{ func f(n); ret 1 / n; end }}\n{{ f 0 }}"));

    [Fact]
    public void A_problem_in_a_function_of_another_text_has_the_place_of_that_text()
    {
        TextPlace prelude = new("prelude", 1, 1);
        ScriptScope scope = Scripts.Scope();
        Template.Parse("{{ func half(n) = 1 / n }}", prelude, []).Run(scope);

        ScriptProblem problem = Scripts.Problems("{{ half 0 }}", scope)[0];

        Assert.Same(prelude, problem.Place);
        Assert.Equal(18, problem.Offset);
    }

    [Fact]
    public void An_expression_alone_has_no_braces_around_it()
    {
        List<ScriptProblem> problems = [];

        Expression.Parse("{{ count }}", Scripts.Place, problems);

        Assert.Equal("an expression stands here without `{{ }}`", problems[0].Message);
        Assert.Equal("count", problems[0].Hint);
    }

    [Theory]
    [InlineData("", "expected an expression, not the end")]
    [InlineData("count +", "expected an expression, not the end")]
    [InlineData("count }} x", "expected the end of the expression, not `}`")]
    [InlineData("'a", "this string is never closed")]
    public void An_expression_alone_has_problems_of_its_own(string text, string message)
    {
        List<ScriptProblem> problems = [];

        Expression.Parse(text, Scripts.Place, problems);

        Assert.Equal(message, Assert.Single(problems).Message);
    }

    [Fact]
    public void What_has_problems_is_not_used()
    {
        Template template = Template.Parse("{{ 1 + }}", Scripts.Place, []);
        Expression expression = Expression.Parse("1 +", Scripts.Place, []);

        Assert.Throws<InvalidOperationException>(() => template.Render(Scripts.Scope()));
        Assert.Throws<InvalidOperationException>(() => expression.Evaluate(Scripts.Scope()));
    }

    private static string Catalogue(params string[] templates)
    {
        StringBuilder text = new();
        foreach (string template in templates)
        {
            text.Append(Scripts.Describe(Scripts.Problems(template))).Append("\n\n");
        }

        return text.ToString();
    }
}
