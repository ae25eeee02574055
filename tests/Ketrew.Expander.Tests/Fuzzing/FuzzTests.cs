using System.Text;
using Ketrew.Expander.Caching;
using Ketrew.Expander.Globbing;
using Ketrew.Expander.Language.Loading;
using Ketrew.Expander.Language.Lowering;
using Ketrew.Expander.Promotion;
using Ketrew.Expander.Reading;
using Ketrew.Expander.Tests.Globbing;
using Ketrew.Expander.Tests.Language;
using Ketrew.Sdk;
using Ketrew.Sdk.Observations;
using Ketrew.Sdk.Protocol;
using Ketrew.Sdk.Syntax;
using Ketrew.TestSupport;

namespace Ketrew.Expander.Tests.Fuzzing;

/// <summary>Nothing that is read crashes what reads it, keeps it busy for ever, or is taken for something that it isn't.</summary>
public sealed class FuzzTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public Task Workflow_files_are_read_lowered_or_refused() => Fuzz.RunAsync(Workflows(), text =>
    {
        FileTree tree = new(["workflow.yaml", "a.txt", "src/b.txt"]);
        LoadedWorkflow workflow = new WorkflowLoader(path => path.Value == "workflow.yaml" ? text : null, tree.List, path => path.Value, new DocumentReader(null, CancellationToken.None)).Load("workflow.yaml");
        LoweringContext context = WorkflowFiles.ContextOf(workflow, new GlobWalker(tree.List));
        PlanLowering.Lower(workflow.Stanzas, context with { IsWhole = false }, CancellationToken.None);
    });

    [Fact]
    public Task Frames_are_messages_or_refused() => Fuzz.RunAsync(Frames(), bytes =>
    {
        using FrameStream frames = new(new MemoryStream(bytes), Stream.Null, readLimitBytes: 1024 * 1024);
        try
        {
            while (frames.Read() is not null)
            {
                // All of them.
            }
        }
        catch (ProtocolException)
        {
            // As it is documented.
        }
    });

    [Fact]
    public Task A_damaged_segment_never_gives_another_expansion()
    {
        ExpansionRecord[] records = [.. Enumerable.Range(0, 5).Select(RecordOf)];
        byte[] whole = Segment.Compose(records.Select(record => (ReadOnlyMemory<byte>)RecordCodec.Encode(record)));
        string[] texts = [.. records.Select(TextOf)];
        return Fuzz.RunAsync([whole], bytes =>
        {
            Segment segment = new("segment", bytes);
            foreach ((_, RecordLocation location) in segment.Index())
            {
                Assert.True(location.Read() is not { } record || texts.Contains(TextOf(record)));
            }
        });
    }

    [Fact]
    public Task A_damaged_sealed_file_is_none()
    {
        SealedFiles files = new(_directory.FullPath);
        files.Keep("ab12", Encoding.UTF8.GetBytes("what was kept"));
        string path = _directory["ab/12"];
        byte[] whole = File.ReadAllBytes(path);
        return Fuzz.RunAsync([whole], bytes =>
        {
            File.WriteAllBytes(path, bytes);
            Assert.Equal(bytes.AsSpan().SequenceEqual(whole), files.Find("ab12") is not null);
        });
    }

    [Fact]
    public Task A_damaged_promoted_file_is_never_taken_for_one_that_nobody_edited()
    {
        string whole = new PromotedText(
            "Written from workflow.yaml",
            ["stanzas/A sha256:12"],
            "ketrew: 1\nstanzas:\n",
            [.. Enumerable.Range(0, 5).Select(number => new PromotedBlock($"group g{number}", "from s at A.cs:4", $"  - group:\n      name: g{number}\n"))]).ToFileText();
        return Fuzz.RunAsync([Encoding.UTF8.GetBytes(whole)], bytes =>
            Assert.True(FoundText.TryParse(Encoding.UTF8.GetString(bytes)) is not { IsClean: true } found || found.Says(whole)));
    }

    private static byte[][] Workflows() =>
    [
        .. Directory.GetFiles(Path.Combine(Repository.Root, "testdata"), "*.yaml", SearchOption.AllDirectories)
            .Where(file => new FileInfo(file).Length < 16 * 1024)
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllBytes),
    ];

    private static byte[][] Frames()
    {
        ProtocolMessage[] messages =
        [
            new ProtocolMessage.Hello([1], "0.1.0"),
            new ProtocolMessage.Welcome(1),
            new ProtocolMessage.Load("p", [new PluginFile("p.dll", [1, 2, 3])]),
            new ProtocolMessage.Loaded("p", null, []),
            new ProtocolMessage.Expand([new ExpansionQuery(1, "p", "s", ".", Node.Mapping(("a", "b")), Node.Mapping())]),
            new ProtocolMessage.Ask(1, ["glob", "*.txt"], "A.cs:3"),
            new ProtocolMessage.Answered(1, ["items", "a.txt"]),
            new ProtocolMessage.Done(1, [new EmittedItem("group", ".", Node.Mapping(("name", "x")), "", "A.cs:4")], []),
            new ProtocolMessage.Failed(1, "System.Exception: x", ["A.cs:4"]),
            new ProtocolMessage.Compiled("s", [1, 2], [3], []),
        ];
        return [.. messages.Select(Bytes), messages.SelectMany(Bytes).ToArray()];
    }

    private static byte[] Bytes(ProtocolMessage message)
    {
        using MemoryStream stream = new();
        using FrameStream frames = new(Stream.Null, stream);
        frames.Write(message);
        return stream.ToArray();
    }

    private static ExpansionRecord RecordOf(int number) => new(
        Digest.Of("key", $"{number}"),
        new ExpansionSubject("stanza", "src", "identity"),
        [Observation.Of(new Question.ReadText("a.txt"), new Answer.Text($"{number}"), "A.cs:3")],
        [new EmittedItem("group", "src", Node.Mapping(("name", $"g{number}")), "", "A.cs:4")],
        []);

    private static string TextOf(ExpansionRecord record) => Convert.ToHexString(RecordCodec.Encode(record));
}
