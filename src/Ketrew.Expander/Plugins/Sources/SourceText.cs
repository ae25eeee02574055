using System.Text;
using Ketrew.Expander.Observations;

namespace Ketrew.Expander.Plugins.Sources;

/// <summary>The file of a single-file plugin.</summary>
/// <param name="Text">What it holds; empty when there is a problem.</param>
/// <param name="Problem">Why it can't be used, as one lower-case sentence; null when it can.</param>
internal sealed record SourceText(string Text, string? Problem)
{
    private const int LimitBytes = 1024 * 1024;

    private static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a file.</summary>
    /// <param name="path">Absolute; whatever is there.</param>
    public static SourceText Read(string path)
    {
        if (ProblemOf(path) is { } problem)
        {
            return new SourceText("", problem);
        }

        try
        {
            return new SourceText(_strict.GetString(File.ReadAllBytes(path)).TrimStart('\uFEFF'), null);
        }
        catch (DecoderFallbackException)
        {
            return new SourceText("", "it isn't UTF-8");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new SourceText("", $"it can't be read: {exception.Message.TrimEnd('.')}");
        }
    }

    private static string? ProblemOf(string path) =>
        Directory.Exists(path) ? "it is a directory; `project` is for those"
        : SpecialFile.Is(path) ? "it is no regular file"
        : !File.Exists(path) ? "the file doesn't exist"
        : !path.EndsWith(".cs", StringComparison.Ordinal) ? "its name doesn't end with `.cs`"
        : new FileInfo(path).Length > LimitBytes ? "it is larger than 1 MiB"
        : null;
}
