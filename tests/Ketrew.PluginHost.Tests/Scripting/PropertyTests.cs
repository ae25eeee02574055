using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Ketrew.PluginHost.Scripting;
using Ketrew.PluginHost.Scripting.Values;

namespace Ketrew.PluginHost.Tests.Scripting;

public sealed class PropertyTests
{
    private static readonly string[] _words =
    [
        "{{", "}}", "{{-", "-}}", "~}}", "{%{", "}%}", "{", "}", "(", ")", "[", "]", "\"", "'", "`", "$\"", "\\", "#", "##", "\n", ";", " ", ",", ":", "::",
        "|", "|>", "||", "&&", "&", "??", "?!", "?.", "?", ".", "..", "..<", "...", "+", "-", "++", "--", "*", "/", "//", "%", "=", "==", "!=", "<", "<=", "@", "^",
        "$", "$$", "$0", "$x", "x", "count", "sample.name", "string.size", "array.each", "1", "2.5", "0x", "1e9", "if ", "else ", "end ", "for x in ", "while ",
        "case ", "when ", "func f", "do ", "ret ", "capture x ", "with sample ", "wrap f ", "readonly x ", "break ", "continue ", "this", "empty", "null", "in ",
        "limit:", "reversed", "text", "é", "😀", "\0",
    ];

    private static Gen<string> Texts { get; } = Gen.ListOf(Gen.Elements(_words)).Select(string.Concat);

    [Fact]
    public void Any_text_is_read_and_its_problems_lie_in_it() => Prop.ForAll(Texts.ToArbitrary(), text =>
    {
        List<ScriptProblem> problems = [];
        Template.Parse(text, Scripts.Place, problems);
        Expression.Parse(text, Scripts.Place, problems);
        return problems.TrueForAll(problem => problem.Offset >= 0 && problem.Offset + problem.Length <= text.Length && problem.Column >= 1
            && problem.Message.Length > 0 && problem.Hint is not { Length: 0 });
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    [Fact]
    public void What_is_read_renders_or_says_why_not() => Prop.ForAll(Texts.ToArbitrary(), text =>
    {
        List<ScriptProblem> problems = [];
        Template template = Template.Parse($"{{{{ {text} }}}}", Scripts.Place, problems);
        if (problems.Count > 0)
        {
            return true;
        }

        try
        {
            return template.Render(Scripts.Scope(new ScriptLimits { Steps = 500 })) is not null;
        }
        catch (ScriptException exception)
        {
            return exception.Problem is not null;
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    [Fact]
    public void Text_without_code_is_itself() => Prop.ForAll<NonNull<string>>(text =>
    {
        string plain = text.Get.Replace("{", "(", StringComparison.Ordinal);
        return Scripts.Render(plain) == plain;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Fact]
    public void A_text_renders_the_same_twice() => Prop.ForAll(Texts.ToArbitrary(), text =>
        Outcome(text) == Outcome(text)).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Fact]
    public void A_literal_is_read_as_it_is_written() => Prop.ForAll(Values(3).ToArbitrary(), value =>
    {
        string literal = Scripts.Literal(value);
        return Scripts.Literal(Scripts.Evaluate(literal)) == literal;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Fact]
    public void A_value_survives_json() => Prop.ForAll(Values(3).ToArbitrary(), value =>
    {
        ScriptScope scope = Scripts.Scope();
        scope.Set("value", value);
        return Scripts.Evaluate("(value | object.to_json | object.from_json) == value", scope) == Value.True;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Integers_are_computed_as_in_C_sharp() => Prop.ForAll<int, int>((left, right) =>
    {
        long divisor = right == 0 ? 1 : right;
        return Computes($"({left}) + ({right})", (long)left + right)
            && Computes($"({left}) - ({right})", (long)left - right)
            && Computes($"({left}) * ({right})", (long)left * right)
            && Computes($"({left}) // ({divisor})", left / divisor)
            && Computes($"({left}) % ({divisor})", left % divisor)
            && Computes($"{left} + {right} * 3 - 2", left + (right * 3L) - 2)
            && Scripts.Evaluate($"({left}) < ({right})") == Value.From(left < right)
            && Scripts.Evaluate($"({left}) == ({right})") == Value.From(left == right);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Floats_are_computed_as_in_C_sharp() => Prop.ForAll<NormalFloat, NormalFloat>((left, right) =>
    {
        ScriptScope scope = Scripts.Scope();
        scope.Set("a", new FloatValue(left.Get));
        scope.Set("b", new FloatValue(right.Get));
        return Agrees("a + b", left.Get + right.Get, scope)
            && Agrees("a * b", left.Get * right.Get, scope)
            && (right.Get == 0 || Agrees("a / b", left.Get / right.Get, scope));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private static bool Computes(string expression, long value) =>
        Scripts.Evaluate(expression) is IntegerValue integer && integer.Integer == value;

    private static bool Agrees(string expression, double value, ScriptScope scope) =>
        !double.IsFinite(value) || (Scripts.Evaluate(expression, scope) is NumberValue number && number.Double == value);

    private static string Outcome(string text)
    {
        List<ScriptProblem> problems = [];
        Template template = Template.Parse(text, Scripts.Place, problems);
        try
        {
            return problems.Count > 0 ? Scripts.Describe(problems) : template.Render(Scripts.Scope(new ScriptLimits { Steps = 500 }));
        }
        catch (ScriptException exception)
        {
            return exception.Message;
        }
    }

    // Numbers that aren't negative: `-1` is an operator and a number.
    private static Gen<Value> Values(int depth)
    {
        Gen<string> strings = ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => text.Get);
        Gen<Value> scalars = Gen.OneOf(
            Gen.Elements(Value.Null, Value.True, Value.False),
            Gen.Choose(0, int.MaxValue).Select(number => Value.From(number * 1_000_003L)),
            ArbMap.Default.GeneratorFor<NormalFloat>().Select(number => Value.From(Math.Abs(number.Get))),
            strings.Where(text => text.IsNormalized() || text.Length == 0).Select(Value.From));
        if (depth == 0)
        {
            return scalars;
        }

        Gen<Value> inner = Values(depth - 1);
        Gen<Value> arrays = Gen.ListOf(inner, 3).Select(Value.From);
        Gen<Value> objects = Gen.ListOf(inner, 3).Select(Value (items) =>
        {
            ObjectValue members = new();
            foreach (Value item in items)
            {
                members.Set($"key {members.Count.ToString(CultureInfo.InvariantCulture)}", item);
            }

            return members;
        });
        return Gen.OneOf(scalars, arrays, objects);
    }
}
