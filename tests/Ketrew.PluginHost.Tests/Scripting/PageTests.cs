using Ketrew.PluginHost.Scripting.BuiltIns;
using Ketrew.PluginHost.Scripting.Values;

namespace Ketrew.PluginHost.Tests.Scripting;

public sealed class PageTests
{
    public static TheoryData<string, string, string> Examples
    {
        get
        {
            TheoryData<string, string, string> data = [];
            foreach (PageExample example in PageExample.All)
            {
                data.Add(example.Kind, example.Code, example.Expected);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_example_of_the_page_gives_what_it_says(string kind, string code, string expected)
    {
        string actual = kind switch
        {
            "expression" => Scripts.Literal(Scripts.Evaluate(code)),
            "output" => Scripts.Render(code),
            "value" => Scripts.Literal(Scripts.Parse(code).Evaluate(Scripts.Scope())),
            "refused" => Assert.Single(Scripts.Problems(code.StartsWith("{{ ", StringComparison.Ordinal) ? code : $"{{{{ {code} }}}}")).Message,
            _ => throw new InvalidOperationException($"A block of the page is marked `{kind}`."),
        };

        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Every_built_in_function_has_an_example()
    {
        IEnumerable<string> functions = BuiltInNames.All.Members
            .Where(module => module.Value is ObjectValue { Name: not null })
            .SelectMany(module => ((ObjectValue)module.Value).Names.Select(name => $"{module.Key}.{name}"));
        string[] words = [.. PageExample.All.Where(example => example.Kind == "expression").SelectMany(example => example.Code.Split(' ', '@', '(', ')'))];

        Assert.Empty(functions.Except(words));
    }
}
