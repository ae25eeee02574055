using System.Xml.Linq;
using Ketrew.Engine.Automaton;

namespace Ketrew.Engine.Tests.Automaton.Page;

/// <summary>What the documentation comment of a type says first; the compiler writes it beside the assembly.</summary>
internal static class Summary
{
    private static readonly Dictionary<string, string> _summaries = XDocument
        .Load(Path.ChangeExtension(typeof(TargetAutomaton).Assembly.Location, ".xml"))
        .Descendants("member")
        .Where(member => member.Element("summary") is not null)
        .ToDictionary(member => member.Attribute("name")!.Value, member => Text(member.Element("summary")!), StringComparer.Ordinal);

    public static string Of(Type type) => _summaries[$"T:{type.FullName!.Replace('+', '.')}"];

    private static string Text(XElement summary) =>
        string.Join(' ', summary.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
