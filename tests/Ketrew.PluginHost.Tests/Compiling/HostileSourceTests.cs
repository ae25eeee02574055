using Ketrew.Sdk.Protocol;

namespace Ketrew.PluginHost.Tests.Compiling;

public class HostileSourceTests
{
    private static readonly string[] _statements =
    [
        // Files
        "System.IO.File.ReadAllText(\"a\");",
        "_ = System.IO.File.ReadAllLines(\"a\").Length;",
        "System.IO.File.WriteAllText(\"a\", \"b\");",
        "_ = System.IO.File.Exists(\"a\");",
        "foreach (string file in System.IO.Directory.EnumerateFiles(\".\")) { }",
        "_ = new System.IO.DirectoryInfo(\".\");",
        "using System.IO.StreamReader reader = new(\"a\");",
        "using var stream = new System.IO.FileStream(\"a\", System.IO.FileMode.Open);",
        "_ = System.IO.Path.GetFullPath(\"a\");",
        "_ = System.IO.Path.GetTempFileName();",
        "_ = System.IO.Path.Exists(\"a\");",
        "_ = System.Xml.Linq.XDocument.Load(\"a.xml\");",
        "System.Xml.Linq.XDocument.Parse(\"<a/>\").Save(\"a.xml\");",
        "_ = System.Xml.XmlReader.Create(\"a.xml\");",
        "new System.Xml.XmlDocument().Load(\"a.xml\");",
        // The same by other ways
        "Func<string, string> read = System.IO.File.ReadAllText;",
        "var read = System.IO.File.ReadAllText;",
        "_ = fields.Values.Select(System.IO.File.ReadAllText).ToList();",
        "_ = fields.Values.Select(value => System.IO.File.ReadAllText(value)).ToList();",
        "_ = from value in fields.Values where System.IO.File.Exists(value) select value;",
        "_ = $\"{System.IO.File.ReadAllText(\"a\")}\";",
        "_ = fields.Name is { Length: > 0 } ? DateTime.Now : default;",
        "static string Read() => System.IO.File.ReadAllText(\"a\"); Read();",
        "List<System.IO.FileInfo> files = [new(\"a\")];",
        "global::System.IO.File.Delete(\"a\");",
        "_ = nameof(System.IO.File.Delete) + System.IO.File.ReadAllText(\"a\");",
        // Processes and network
        "System.Diagnostics.Process.Start(\"rm\");",
        "_ = new System.Net.Http.HttpClient();",
        "_ = System.Net.IPAddress.Loopback;",
        // Time and chance
        "_ = DateTime.Now;",
        "_ = DateTime.UtcNow.Year;",
        "_ = DateTimeOffset.UtcNow;",
        "_ = DateTime.Parse(\"10:30\");",
        "_ = TimeProvider.System.GetUtcNow();",
        "_ = TimeZoneInfo.Local;",
        "_ = System.Diagnostics.Stopwatch.GetTimestamp();",
        "_ = Guid.NewGuid();",
        "_ = Guid.CreateVersion7();",
        "Random random = new(1);",
        "_ = Random.Shared.Next();",
        "_ = System.Security.Cryptography.RandomNumberGenerator.GetInt32(5);",
        // What differs between processes and machines
        "_ = fields.Name.GetHashCode();",
        "_ = StringComparer.Ordinal.GetHashCode(fields.Name);",
        "_ = EqualityComparer<string>.Default.GetHashCode(fields.Name);",
        "Func<int> hash = fields.Name.GetHashCode;",
        "_ = HashCode.Combine(1, 2);",
        "_ = System.Collections.Immutable.ImmutableHashSet.Create(\"a\", \"b\");",
        "_ = new System.Collections.Concurrent.ConcurrentDictionary<string, string>();",
        "_ = Environment.GetEnvironmentVariable(\"HOME\");",
        "_ = Environment.NewLine;",
        "_ = Environment.MachineName;",
        "Environment.Exit(1);",
        "_ = OperatingSystem.IsLinux();",
        "_ = System.Runtime.InteropServices.RuntimeInformation.OSDescription;",
        "_ = System.Globalization.CultureInfo.CurrentCulture;",
        "_ = System.Globalization.NumberFormatInfo.CurrentInfo;",
        "_ = IntPtr.Size;",
        // Reflection
        "_ = typeof(string).GetMethod(\"Copy\");",
        "_ = fields.GetType().Assembly;",
        "_ = Type.GetType(\"System.IO.File\");",
        "_ = Activator.CreateInstance(typeof(string));",
        "_ = System.Reflection.Assembly.GetExecutingAssembly();",
        "System.Reflection.MethodInfo? method = null;",
        "Action act = () => { }; _ = act.Method;",
        "Action act = () => { }; act.DynamicInvoke();",
        "dynamic name = fields.Name; name.Copy();",
        "object name = fields.Name; ((dynamic)name).Copy();",
        "_ = System.Text.Json.JsonSerializer.Serialize(fields);",
        "System.Linq.Expressions.Expression<Func<int>> one = () => 1;",
        "_ = fields.Values.AsQueryable();",
        "_ = AppDomain.CurrentDomain;",
        "try { } catch (Exception exception) { _ = exception.TargetSite; }",
        // Traces: the lines of this machine
        "try { } catch (Exception exception) { context.Warning(exception.ToString()); }",
        "try { } catch (Exception exception) { context.Warning(exception.StackTrace ?? \"\"); }",
        "try { } catch (FormatException exception) { context.Warning($\"failed: {exception}\"); }",
        "try { } catch (Exception exception) { context.Warning(\"failed: \" + exception); }",
        "string text = \"\"; try { } catch (Exception exception) { text += exception; }",
        "try { } catch (Exception exception) { _ = exception.InnerException?.ToString(); }",
        "try { } catch (Exception exception) { Func<string> text = exception.ToString; }",
        "try { } catch (Exception exception) { _ = string.Format(\"{0}\", exception); }",
        "try { } catch (Exception exception) { _ = string.Join(' ', new List<Exception> { exception }); }",
        "try { } catch (Exception exception) { _ = new System.Text.StringBuilder().Append(exception); }",
        "try { } catch (Exception exception) { object any = exception; context.Warning($\"{any}\"); }",
        "try { } catch (Exception exception) { context.Warning(((object)exception).ToString() ?? \"\"); }",
        "try { } catch (Exception exception) { context.Warning((exception as object).ToString() ?? \"\"); }",
        "try { } catch (Exception exception) { context.Warning($\"{(exception, 1)}\"); }",
        "try { } catch (Exception exception) { context.Warning(new { exception }.ToString() ?? \"\"); }",
        "static string Show<T>(T value) => $\"{value}\"; try { } catch (Exception exception) { context.Warning(Show(exception)); }",
        "static string Show<T>(T value) where T : Exception => $\"{value}\";",
        "Func<object, string> show = any => any.ToString()!; try { } catch (Exception exception) { context.Warning(show(exception)); }",
        // What nobody wrote by name
        "DateTimeOffset when = new DateTime(2020, 1, 1);",
        "foreach (string name in System.Collections.Frozen.FrozenSet.ToFrozenSet(fields.Values)) { context.Warning(name); }",
        "System.Collections.Immutable.ImmutableArray<int> numbers = [1];\nvar set = System.Collections.Frozen.FrozenSet.ToFrozenSet(fields.Values);\nforeach (string name in set) { }",
        // Threads
        "System.Threading.Thread.Sleep(1);",
        "_ = System.Threading.Tasks.Task.Run(() => { });",
        "System.Threading.Tasks.Parallel.For(0, 1, _ => { });",
        "_ = fields.Values.AsParallel();",
        "_ = new System.Threading.Timer(_ => { });",
        "_ = new System.Threading.ThreadLocal<int>();",
        "System.Threading.Interlocked.CompareExchange(ref System.Runtime.CompilerServices.Unsafe.NullRef<int>(), 1, 0);",
        // Memory
        "GC.Collect();",
        "_ = new WeakReference(fields);",
        "unsafe { int one = 1; int* pointer = &one; }",
        "_ = System.Runtime.InteropServices.Marshal.AllocHGlobal(1);",
        "_ = System.Runtime.CompilerServices.Unsafe.As<string>(fields);",
        "_ = System.Runtime.InteropServices.MemoryMarshal.AsBytes<int>([1]);",
        "_ = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(new List<int>());",
        "_ = System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(fields);",
        "int one = 1; System.TypedReference reference = __makeref(one);",
        // The console
        "Console.WriteLine(fields.Name);",
        "System.Console.Out.Write('a');",
        "System.Diagnostics.Debug.WriteLine(\"a\");",
        // The engine's own
        "_ = typeof(Ketrew.Sdk.Backends.IBackend).Name;",
    ];

    private static readonly string[] _members =
    [
        "~SampleStanza() { }",
        "async void Later() { }",
        "async System.Threading.Tasks.Task Later() => await System.Threading.Tasks.Task.Yield();",
        "[System.Runtime.InteropServices.DllImport(\"libc\")] static extern int getpid();",
        "[System.Runtime.InteropServices.LibraryImport(\"libc\")] private static partial int getpid();",
        "static extern int getpid();",
        "[System.Runtime.CompilerServices.ModuleInitializer] internal static void Begin() { }",
        "[System.Runtime.CompilerServices.UnsafeAccessor(System.Runtime.CompilerServices.UnsafeAccessorKind.Method)] extern static void Call(string text);",
        "[ThreadStatic] static int _count;",
        "unsafe int* _pointer;",
        "unsafe delegate*<string, string> _function;",
        "[System.Text.RegularExpressions.GeneratedRegex(\"a\")] private static partial System.Text.RegularExpressions.Regex Pattern();",
        "static readonly DateTime _begin = DateTime.UtcNow;",
        "string Read(string path = \"a\") => System.IO.File.ReadAllText(path);",
        "string Text { get; } = System.IO.File.ReadAllText(\"a\");",
        "int Hash() => Fixed.GetHashCode(); string Fixed => \"a\";",
        "public override int GetHashCode() => System.IO.File.ReadAllText(\"a\").Length;",
        "[System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)] void Slow() { }",
        "async System.Collections.Generic.IAsyncEnumerable<int> Numbers() { yield return 1; }",
    ];

    private static readonly string[] _declarations =
    [
        "using F = System.IO.File; public static class Reader { public static string Read() => F.ReadAllText(\"a\"); }",
        "using static System.IO.File; public static class Reader { public static string Read() => ReadAllText(\"a\"); }",
        "using System.IO; public static class Reader { public static string Read() => File.ReadAllText(\"a\"); }",
        "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Ketrew.Sdk\")]",
        "public sealed class Reader() : System.IO.StreamReader(\"a\");",
        "public sealed class Reader : System.IO.FileStream { public Reader() : base(\"a\", System.IO.FileMode.Open) { } }",
        "public sealed class Marshaler : System.MarshalByRefObject;",
        "public sealed class Clock : System.TimeProvider;",
        "public sealed class Worker : System.Threading.Tasks.TaskScheduler;",
        "public delegate System.IO.Stream Open(string path);",
        "public record Open(System.IO.FileInfo File);",
        "public record Failed(string Name, Exception Reason) { public static string Show(Failed failed) => $\"{failed}\"; }",
        "public sealed class Loud : Exception { public override string ToString() => base.ToString(); }",
        "public sealed class Many<T> where T : System.IO.Stream;",
        "public static class Awaited { public static void GetAwaiter(this int number) { } public static async void Wait() { await System.Threading.Tasks.Task.CompletedTask; } }",
        "#line 1 \"/etc/passwd\"\npublic static class Reader { public static string Read() => System.IO.File.ReadAllText(\"a\"); }",
        "public static class Text { extension(string text) { public int Hash => text.GetHashCode(); } }",
        "[System.Runtime.CompilerServices.InlineArray(8)] public struct Many { private int _first; }",
        "[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Explicit)] public struct Union { [System.Runtime.InteropServices.FieldOffset(0)] public int A; [System.Runtime.InteropServices.FieldOffset(0)] public float B; }",
        "namespace System.IO { public static class Mine { public static string Read() => File.ReadAllText(\"a\"); } }",
    ];

    [Fact]
    public async Task What_leads_out_of_a_stanza_is_refused_with_what_to_do_instead()
    {
        (string Text, ProtocolMessage.Compiled Compiled)[] all =
        [
            .. _statements.Select(text => (text, Snippets.CompileStatements(text))),
            .. _members.Select(text => (text, Snippets.CompileMembers(text))),
            .. _declarations.Select(text => (text, Snippets.CompileDeclarations(text))),
        ];

        Assert.Empty(all.Where(one => one.Compiled.Problems.All(problem => problem.Code.Length > 0)).Select(one => one.Text));
        await Verify(string.Join('\n', all.Select(one => $"{one.Text}\n{Snippets.Describe(one.Compiled)}\n")));
    }
}
