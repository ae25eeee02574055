namespace Ketrew.PluginHost.Tests.Compiling;

public class InnocentSourceTests
{
    public static TheoryData<string> Statements =>
    [
        "try { } catch (Exception exception) when (exception.InnerException == null || exception.InnerException?.InnerException == (exception) || exception.Message.Length > 0 || exception is FormatException) { context.Warning($\"{exception.Message} {exception.InnerException is not null}\"); throw; }",
        "Exception? last = null; List<Exception> all = [new FormatException(\"a\")]; Action<Exception> note = one => { last = one; all.Add(one); }; all.ForEach(note); throw last ?? all[0];",
        "(string Name, Exception? Reason) failed = (\"a\", null); context.Warning(failed.Name + failed.Reason?.Message); if (failed.Reason is { } reason) { throw new InvalidOperationException(\"a\", reason); }",
        "List<string>? some = null; if (some == null || (object)fields != context) { some = []; }",
        "int sum = fields.Values.Where(value => value.Length > 2).Select((value, i) => value.Length * i).Sum();",
        "var groups = fields.Values.GroupBy(value => value[0]).OrderBy(group => group.Key).ToDictionary(group => group.Key, group => group.ToList());",
        "var pairs = from a in fields.Values from b in fields.Values where a != b orderby a, b descending select (a, b);",
        "var joined = fields.Values.Join(fields.Values, a => a, b => b, (a, b) => a + b).Distinct().Order(StringComparer.Ordinal).ToHashSet();",
        "(int, string)[] all = [.. fields.Values.Index().Select(item => (item.Index, item.Item))]; Array.Sort(all);",
        "List<string> names = [\"a\", .. fields.Values, \"b\"]; names.Add(\"c\"); names.Sort(StringComparer.Ordinal); names.Reverse();",
        "Span<int> numbers = [1, 2, 3]; ReadOnlySpan<char> start = fields.Name.AsSpan(0, 1); int found = start.IndexOf('a'); numbers[^1] = numbers[1..].Length;",
        "Span<char> buffer = stackalloc char[16]; buffer.Fill('a'); string text = new(buffer);",
        "IReadOnlyList<int> numbers = [1, 2, 3]; IEnumerable<int> more = [.. numbers, 4]; ValueList<string> list = [\"a\"];",
        "System.Text.StringBuilder text = new(); text.Append(\"a\").AppendLine($\"b {fields.Name,10:X}\").AppendJoin(',', fields.Values); text.ToString().Split('\\n', StringSplitOptions.RemoveEmptyEntries);",
        "string text = $\"{fields.Name} {1.5:0.00} {new DateTime(2020, 1, 1):yyyy}\"; text = string.Create(System.Globalization.CultureInfo.InvariantCulture, $\"{1.5}\"); FormattableString form = $\"{1}\";",
        "string raw = $$\"\"\"{ \"a\": {{fields.Name}} }\"\"\"; bool is_a = raw.Contains(\"a\", StringComparison.Ordinal); raw = raw.Replace(\"a\", \"b\").ToUpperInvariant().Trim().PadLeft(20);",
        "var match = System.Text.RegularExpressions.Regex.Match(fields.Name, \"(?<a>x+)\", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)); if (match.Success) { _ = match.Groups[\"a\"].Value; }",
        "_ = new System.Text.RegularExpressions.Regex(\"a|b\").Replace(fields.Name, found => found.Value.ToUpperInvariant());",
        "using var json = System.Text.Json.JsonDocument.Parse(\"{}\"); foreach (var property in json.RootElement.EnumerateObject()) { _ = property.Name + property.Value.GetString(); }",
        "var node = System.Text.Json.Nodes.JsonNode.Parse(\"{}\")!; node[\"a\"] = 1; _ = node[\"a\"]!.GetValue<int>(); _ = node.ToJsonString(); var list = new System.Text.Json.Nodes.JsonArray(1, \"b\") { true };",
        "var xml = System.Xml.Linq.XDocument.Parse(\"<a b='1'/>\"); _ = xml.Root?.Attribute(\"b\")?.Value; _ = (int?)xml.Root?.Element(\"c\"); _ = xml.Descendants(\"a\").Select(element => (string?)element.Attribute(\"b\")).ToList(); _ = new System.Xml.Linq.XElement(\"a\", new System.Xml.Linq.XAttribute(\"b\", 1)).ToString();",
        "string kind = fields.Values switch { [] => \"none\", [var one] => one, [\"a\", .., { Length: > 3 } last] => last, { Count: > 5 } => \"many\", _ => throw new NotSupportedException() };",
        "object value = fields; if (value is Fields { Name: \"a\" or \"b\", Values: [..] } known && known.Name is not null) { value = known with { Name = \"c\" }; }",
        "int Twice(int number) => number * 2; static int Thrice(int number) { return number * 3; } Func<int, int> both = number => Twice(Thrice(number)); _ = both(1); Action<int> act = _ => { }; act += _ => { }; act(1);",
        "Dictionary<string, List<int>> map = new(StringComparer.OrdinalIgnoreCase) { [\"a\"] = [1], [\"b\"] = [2] }; foreach ((string key, List<int> values) in map.OrderBy(pair => pair.Key)) { if (map.TryGetValue(key, out var found)) { found.AddRange(values); } }",
        "Queue<string> queue = new(fields.Values); while (queue.TryDequeue(out string? next)) { _ = next; } Stack<int> stack = new(); stack.Push(1); SortedDictionary<string, int> sorted = []; PriorityQueue<string, int> first = new(); first.Enqueue(\"a\", 1); LinkedList<int> linked = new(); linked.AddLast(1);",
        "try { _ = int.Parse(\"1\"); _ = double.TryParse(\"1.5\", System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out double number); } catch (FormatException exception) when (exception.Message.Length > 0) { context.Error(exception.Message); } catch (OverflowException) { throw; } finally { }",
        "_ = Math.Max(1, 2) + Math.Round(1.5, MidpointRounding.AwayFromZero) + Math.Pow(2, 3); _ = System.Numerics.BigInteger.Pow(2, 100); _ = System.Numerics.BitOperations.PopCount(5u); checked { int n = 1; n++; }",
        "_ = DateTime.ParseExact(\"2020-01-01\", \"yyyy-MM-dd\", System.Globalization.CultureInfo.InvariantCulture).AddDays(1); _ = DateOnly.FromDayNumber(5).ToString(\"o\"); _ = TimeSpan.FromMinutes(5) < TimeSpan.Parse(\"1:00\"); DateTimeOffset when = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);",
        "_ = System.IO.Path.GetExtension(fields.Name) + System.IO.Path.Combine(\"a\", \"b\") + System.IO.Path.GetFileNameWithoutExtension(\"a.b\"); using System.IO.StringReader reader = new(fields.Name); while (reader.ReadLine() is { } line) { _ = line; }",
        "byte[] bytes = System.Text.Encoding.UTF8.GetBytes(fields.Name); string hex = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)); _ = Convert.ToBase64String(bytes); _ = Digest.Of(fields.Name).ToString();",
        "System.Collections.Immutable.ImmutableArray<int> numbers = [1, 2]; _ = numbers.Add(3); var builder = System.Collections.Immutable.ImmutableList.CreateBuilder<string>(); builder.Add(\"a\"); _ = builder.ToImmutable(); System.Collections.Frozen.FrozenSet<string> set = System.Collections.Frozen.FrozenSet.ToFrozenSet([\"a\"]); _ = set.Contains(\"a\");",
        "Lazy<string> late = new(() => fields.Name); _ = late.Value; _ = Enum.Parse<DayOfWeek>(\"Monday\") + Enum.GetNames<DayOfWeek>().Length; _ = Enum.GetValues<DayOfWeek>(); _ = typeof(Fields).Name + fields.GetType().Name + nameof(System.IO.File.Delete);",
        "int? maybe = null; maybe ??= 5; int certain = maybe ?? throw new InvalidOperationException(); string? none = null; _ = none?.Length; (int a, int b) = (1, 2); (a, b) = (b, a); var anonymous = new { a, b }; _ = anonymous with { a = 3 };",
        "lock (fields) { } for (int i = 0, j = 1; i < 3; i++, j--) { if (i == 1) { continue; } goto end; } end: do { break; } while (true); using (System.IO.StringWriter writer = new()) { writer.WriteLine(1); }",
        "int[] ones = [1]; ref int first = ref ones[0]; first = 1; in_place(ref first); static void in_place(ref int number) => number++; int[,] grid = new int[2, 2]; grid[0, 1] = 1; int[][] jagged = [[1], [2, 3]]; Index last = ^1; Range all = ..; _ = jagged[last][all];",
        "context.Emit(new TargetStanza(\"a\") { Inputs = [\"b.txt\"], Outputs = [context.Directory / \"c\"], Run = $\"cp {Shell.Quote(\"b.txt\")} c\", DoneWhen = new Condition.Exists([\"c\"]), Timeout = TimeSpan.FromHours(1) }); context.Emit(new CustomStanza(\"x\", (\"y\", Node.Mapping((\"z\", \"1\"))))); _ = context.Glob(\"*.txt\").Select(path => path.Stem).ToList();",
        "if (context.Exists(\"a\") == EntryKind.File) { _ = context.ReadText(\"a\"); } foreach (DirectoryEntry entry in context.List(\".\")) { _ = entry.ToString(); } _ = context.Lines(\"a\", \"^#include\"); _ = context.ReadValue(\"a.json\", \"/b\"); context.Warning(\"careful\"); throw new StanzaFailedException(\"no\");",
        "string text = \"a\"; text += 1 + 'c' + 1.5; bool same = text == \"b\" || object.Equals(text, null) || ReferenceEquals(text, fields); foreach (char c in text) { _ = char.IsLetter(c); } foreach (System.Text.Rune rune in text.EnumerateRunes()) { _ = rune.Value; } _ = string.Join(\", \", text.Chunk(2).Select(chunk => new string(chunk)));",
    ];

    public static TheoryData<string> Members =>
    [
        "private static IEnumerable<int> Count(int to) { for (int i = 0; i < to; i++) { yield return i; } }",
        "private static readonly System.Text.RegularExpressions.Regex _word = new(@\"\\w+\", System.Text.RegularExpressions.RegexOptions.Compiled); private static int _count; private const string Name = \"a\"; static SampleStanza() { _count = 1; }",
        "private static T Largest<T>(IEnumerable<T> items) where T : IComparable<T> => items.Aggregate((a, b) => a.CompareTo(b) > 0 ? a : b); private static T Sum<T>(params T[] items) where T : System.Numerics.INumber<T> { T sum = T.Zero; foreach (T item in items) { sum += item; } return sum; }",
        "public sealed record Server(string Host, int Port = 22) { public string Address => $\"{Host}:{Port}\"; public bool IsLocal { get; init; } } private readonly record struct Point(int X, int Y) { public static Point operator +(Point a, Point b) => new(a.X + b.X, a.Y + b.Y); }",
        "public sealed class Edge : IEquatable<Edge>, IComparable<Edge> { public required string From { get; init; } public bool Equals(Edge? other) => other?.From == From; public override bool Equals(object? other) => Equals(other as Edge); public override int GetHashCode() => HashCode.Combine(From, From.GetHashCode(StringComparison.Ordinal)); public int CompareTo(Edge? other) => string.CompareOrdinal(From, other?.From); }",
        "private sealed class ByLength : IComparer<string>, IEqualityComparer<string> { public int Compare(string? a, string? b) => (a?.Length ?? 0).CompareTo(b?.Length ?? 0); public bool Equals(string? a, string? b) => a?.Length == b?.Length; public int GetHashCode(string text) => text.Length; }",
        "private sealed class Numbers : IEnumerable<int> { public IEnumerator<int> GetEnumerator() { yield return 1; } System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator(); public void Add(int number) { } } private static Numbers Make() => new() { 1, 2 };",
        "private abstract record Shape { public sealed record Circle(double Radius) : Shape; public sealed record Square(double Side) : Shape; } private static double Area(Shape shape) => shape switch { Shape.Circle c => Math.PI * c.Radius * c.Radius, Shape.Square { Side: var side } => side * side, _ => 0 };",
        "private const decimal Half = 0.5m; private static readonly decimal _one = 1m; public sealed record Price(decimal Amount = 1.5m); private static decimal Twice(decimal number = 2m) { const decimal two = 2m; return number * two * Half; }",
        "private enum Level { Low = 1, High } [Flags] private enum Options { None = 0, A = 1, B = 2 } private static bool Has(Options options) => options.HasFlag(Options.A) && (options & Options.B) != 0;",
        "public event EventHandler? Changed; private void Change() => Changed?.Invoke(this, EventArgs.Empty); private delegate int Measure(string text); private readonly Measure _measure = text => text.Length;",
        "private sealed class Scope(List<string> log) : IDisposable { public void Dispose() => log.Add(\"end\"); } private static void Use() { List<string> log = []; using Scope scope = new(log); using (new Scope(log)) { } }",
        "private sealed class OwnException(string message, Exception? inner = null) : Exception(message, inner); private static void Fail() => throw new OwnException(\"a\");",
        "[Obsolete(\"old\")] private static bool TryFind(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? found) { found = name; return true; } private static string Here([System.Runtime.CompilerServices.CallerMemberName] string member = \"\") => member;",
        "private string Text { get => field ?? \"\"; set; } private int this[int index] => index; private (string Name, int Size) Both => (Text, this[1]); private static void Sum(params ReadOnlySpan<int> numbers) { } private static void All() => Sum(1, 2, 3);",
        "/// <summary>See <see cref=\"System.IO.File.ReadAllText(string)\"/>.</summary>\nprivate static void Documented() { }",
        "private interface INamed { string Name { get; } static abstract INamed Make(); string Twice() => Name + Name; } private sealed class Named : INamed { public string Name => \"a\"; public static INamed Make() => new Named(); }",
    ];

    public static TheoryData<string> Declarations =>
    [
        "using System.Text.RegularExpressions;\nusing Json = System.Text.Json.Nodes;\nusing static System.Math;\n#nullable enable\n#pragma warning disable CS0168\npublic static class Maths { public static double Two => Max(1.0, 2.0); }",
        "public static class TextExtensions { public static string Twice(this string text) => text + text; extension(string text) { public string Thrice => text.Twice() + text; } }",
        "file sealed class Hidden; public readonly ref struct Window(ReadOnlySpan<char> text) { public int Length { get; } = text.Length; }",
    ];

    [Theory]
    [MemberData(nameof(Statements))]
    public void Ordinary_statements_compile(string text) => Assert.Equal("  compiled", Snippets.Describe(Snippets.CompileStatements(text)));

    [Theory]
    [MemberData(nameof(Members))]
    public void Ordinary_members_compile(string text) => Assert.Equal("  compiled", Snippets.Describe(Snippets.CompileMembers(text)));

    [Theory]
    [MemberData(nameof(Declarations))]
    public void Ordinary_declarations_compile(string text) => Assert.Equal("  compiled", Snippets.Describe(Snippets.CompileDeclarations(text)));
}
