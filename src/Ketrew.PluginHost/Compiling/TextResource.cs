using System.Reflection;

namespace Ketrew.PluginHost.Compiling;

/// <summary>Tables that are part of this assembly.</summary>
internal static class TextResource
{
    /// <summary>The lines of a table.</summary>
    /// <param name="name">Its file name.</param>
    public static IEnumerable<string> LinesOf(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"There is no resource {name}.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n").Split('\n');
    }
}
