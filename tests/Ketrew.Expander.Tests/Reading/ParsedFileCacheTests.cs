using System.Text;
using Ketrew.Expander.Caching;
using Ketrew.Expander.Reading;
using Ketrew.Sdk;
using Ketrew.TestSupport;

namespace Ketrew.Expander.Tests.Reading;

public sealed class ParsedFileCacheTests : IDisposable
{
    private static readonly byte[] _large = Encoding.UTF8.GetBytes(
        "list: &l [a, 1, null, true, 1.5, {}]\nother: *l\ntext: |\n  one\n  two é😀\n# " + new string('x', DocumentReader.CachedFromBytes));

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_large_file_is_loaded_as_it_was_parsed()
    {
        DocumentReader reader = new(Cache(), CancellationToken.None);

        string parsed = NodeText.Of(reader.Read(_large, "x").Root, withSpans: true);
        reader.AwaitKept();
        string loaded = NodeText.Of(Cache().TryLoad(Digest.Of(_large), "x"), withSpans: true);

        Assert.Equal(parsed, loaded);
    }

    [Fact]
    public void A_loaded_file_has_the_name_it_is_asked_for()
    {
        DocumentReader reader = new(Cache(), CancellationToken.None);
        reader.Read(_large, "before.yaml");
        reader.AwaitKept();

        ReadResult loaded = reader.Read(_large, "after.yaml");

        Assert.Equal("after.yaml", loaded.Root!.Span!.Value.File);
    }

    [Fact]
    public void A_damaged_entry_is_a_miss_and_replaced()
    {
        DocumentReader reader = new(Cache(), CancellationToken.None);
        string parsed = NodeText.Of(reader.Read(_large, "x").Root, withSpans: true);
        reader.AwaitKept();
        string entry = Directory.GetFiles(_directory["cache"], "*", SearchOption.AllDirectories).Single();
        byte[] bytes = File.ReadAllBytes(entry);

        foreach (byte[] damaged in new[] { [], bytes[..10], bytes[..^1], [.. bytes[..50], (byte)(bytes[50] ^ 1), .. bytes[51..]] })
        {
            File.WriteAllBytes(entry, damaged);

            Assert.Null(Cache().TryLoad(Digest.Of(_large), "x"));
            Assert.Equal(parsed, NodeText.Of(reader.Read(_large, "x").Root, withSpans: true));
            reader.AwaitKept();
            Assert.Equal(bytes, File.ReadAllBytes(entry));
        }
    }

    [Fact]
    public void Small_and_mistaken_files_are_not_kept()
    {
        DocumentReader reader = new(Cache(), CancellationToken.None);

        reader.Read("a: 1"u8.ToArray(), "x");
        reader.Read([.. "a: 1\na: 2\n"u8, .. _large], "x");
        reader.AwaitKept();

        Assert.False(Directory.Exists(_directory["cache"]));
    }

    [Fact]
    public void A_cache_that_cannot_be_written_only_costs_time()
    {
        _directory.Write("cache", "a file where the directory should be");
        DocumentReader reader = new(Cache(), CancellationToken.None);

        Assert.NotNull(reader.Read(_large, "x").Root);
        reader.AwaitKept();
    }

    [Fact]
    public void Reading_ends_in_the_middle_of_a_file_when_nobody_waits_for_it_any_more()
    {
        DocumentReader reader = new(Cache(), new CancellationToken(canceled: true));

        Assert.Throws<OperationCanceledException>(() => reader.Read(_large, "x"));
        Assert.False(Directory.Exists(_directory["cache"]));
    }

    private ParsedFileCache Cache() => new(new SealedFiles(_directory["cache"]));
}
