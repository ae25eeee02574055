using System.Globalization;
using System.Text;
using Ketrew.Expander.Caching;
using Ketrew.Sdk;
using Ketrew.Sdk.Observations;

namespace Ketrew.Expander.Observations.Tools;

/// <summary>Runs the tools that stanzas may ask for. What a tool said to some inputs is remembered, so that it runs again only when the tool, its arguments or an input is another.</summary>
/// <param name="memory">What tools said before.</param>
/// <param name="environment">Looks a variable up; of the environment, tools see the search path only.</param>
/// <param name="looking">Told about each place before it is looked at.</param>
/// <param name="cancellationToken">Ends tools.</param>
internal sealed class Toolbox(SealedFiles memory, Func<string, string?> environment, Action<Sight, string> looking, CancellationToken cancellationToken)
{
    private const int ShownErrorLines = 5;

    private readonly ToolLocator _locator = new(environment("PATH") ?? "/usr/local/bin:/usr/bin:/bin", looking);

    /// <summary>Answers a question.</summary>
    /// <param name="question">Which tool, and on what.</param>
    /// <param name="inputs">The contents of its inputs, in its order.</param>
    /// <param name="projectTool">Absolute path of a tool that is a file of the project; null for one on the search path.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Answer Run(Question.RunTool question, IReadOnlyList<byte[]> inputs, string? projectTool)
    {
        looking(Sight.Variable, "PATH");
        if ((projectTool ?? _locator.Find(question.Tool)) is not { } program)
        {
            return new Answer.Missing();
        }

        Digest key = KeyOf(question, _locator.DigestOf(program), inputs);
        if (memory.Find(key.ToString()) is { } known)
        {
            return new Answer.Text(Encoding.UTF8.GetString(known.Span));
        }

        using ToolDirectory directory = new();
        for (int i = 0; i < inputs.Count; i++)
        {
            directory.Write(question.Inputs[i], inputs[i]);
        }

        ToolResult result = ToolProcess.Run(program, question.Arguments, directory, _locator.SearchPath, cancellationToken);
        if (result.Problem(question.Tool) is { } problem)
        {
            // Not remembered: what is wrong may lie in what a tool uses beside its inputs, and be mended there.
            looking(Sight.Other, "");
            return new Answer.Refused(problem + Excerpt(result.Error));
        }

        if (FileContent.TextOf(result.Output) is not { } text)
        {
            return new Answer.Refused($"what `{question.Tool}` prints isn't UTF-8 text");
        }

        // Without it the tool runs again next time.
        _ = memory.Keep(key.ToString(), Encoding.UTF8.GetBytes(text));
        return new Answer.Text(text);
    }

    private static Digest KeyOf(Question.RunTool question, Digest tool, IReadOnlyList<byte[]> inputs)
    {
        List<string> parts = ["run-tool", tool.ToString(), question.Arguments.Count.ToString(CultureInfo.InvariantCulture), .. question.Arguments];
        for (int i = 0; i < inputs.Count; i++)
        {
            parts.Add(question.Inputs[i].Value);
            parts.Add(Digest.Of(inputs[i]).ToString());
        }

        return Digest.Of([.. parts]);
    }

    private static string Excerpt(byte[] error)
    {
        string[] lines = Encoding.UTF8.GetString(error).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Length == 0 ? "" : $": {string.Join("; ", lines.TakeLast(ShownErrorLines))}";
    }
}
