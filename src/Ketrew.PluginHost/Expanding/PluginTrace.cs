using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using Ketrew.PluginHost.Loading;

namespace Ketrew.PluginHost.Expanding;

/// <summary>What a plugin writer needs of an exception: type, message, and the lines of the plugin.</summary>
internal static class PluginTrace
{
    private const int LongestMessage = 10_000;

    /// <summary>Type and message; of inner exceptions too, outermost first.</summary>
    public static string Describe(Exception exception)
    {
        // The runtime wraps it into what it says about any file that isn't there.
        if (exception.InnerException is WithheldAssemblyException withheld)
        {
            exception = withheld;
        }

        string text = $"{TypeOf(exception)}: {MessageOf(exception)}";
        text = text.Length > LongestMessage ? $"{text[..LongestMessage]}…" : text;
        return exception.InnerException is { } inner ? $"{text} ---> {Describe(inner)}" : text;
    }

    /// <summary>The frames of the plugin's own code, innermost first: <c>CountStanza.Expand (CountStanza.cs:14)</c>.</summary>
    public static string[] FramesOf(Exception exception, PluginContext context) => FramesOf(exception, other => other == context);

    /// <summary>The frames of the code of plugins, innermost first.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="isPlugin">True for where plugins are loaded.</param>
    public static string[] FramesOf(Exception exception, Predicate<AssemblyLoadContext?> isPlugin)
    {
        IEnumerable<string> inner = exception.InnerException is { } cause ? FramesOf(cause, isPlugin) : [];
        StackFrame[] frames = new StackTrace(exception, fNeedFileInfo: true).GetFrames();
        return [.. inner, .. frames.Where(frame => IsOf(frame, isPlugin)).Select(Describe)];
    }

    private static bool IsOf(StackFrame frame, Predicate<AssemblyLoadContext?> isPlugin) =>
        frame.GetMethod()?.DeclaringType is { } type && isPlugin(AssemblyLoadContext.GetLoadContext(type.Assembly));

    private static string Describe(StackFrame frame)
    {
        MethodBase method = frame.GetMethod()!;
        string name = $"{OuterName(method.DeclaringType!)}.{OuterName(method)}";
        return frame.GetFileName() is { } file
            ? string.Create(CultureInfo.InvariantCulture, $"{name} ({FileName(file)}:{frame.GetFileLineNumber()})")
            : name;
    }

    // Lambdas, iterators and local functions are shown as the member they were written in: `<Expand>b__1_0` is in `Expand`.
    private static string OuterName(MethodBase method) =>
        method.DeclaringType is { Name: ['<', ..] nested } && nested.IndexOf('>', StringComparison.Ordinal) is > 1 and int end && method.Name == "MoveNext"
            ? nested[1..end]
            : method.Name is ['<', ..] name && name.IndexOf('>', StringComparison.Ordinal) is > 1 and int close ? name[1..close] : method.Name;

    private static string OuterName(Type type) => type is { Name: ['<', ..], DeclaringType: { } outer } ? OuterName(outer) : type.Name;

    // The compiler's machine may have used the other separator; its folders are nobody's business.
    private static string FileName(string path) => path[(path.LastIndexOfAny(['/', '\\']) + 1)..];

    private static string? TypeOf(Exception exception) => (exception is WithheldAssemblyException ? typeof(FileNotFoundException) : exception.GetType()).FullName;

    private static string MessageOf(Exception exception)
    {
        try
        {
            return exception.Message;
        }
        catch (Exception problem) when (problem != exception)
        {
            // The property is the plugin's code too.
            return "(its message can't be read)";
        }
    }
}
